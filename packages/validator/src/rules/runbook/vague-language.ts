import type { Position, Step } from '@keys/schema'
import * as z from 'zod'
import { defineRule } from '../../engine/rule.js'

/** Words that say to do something and not what, where or how. Few: a word belongs here only when it is never enough. */
const LOOK = /\b(?:check|review|inspect|examine|look (?:at|in|into|through))/
const WHICH = /\s+(?:(?:the|your|all|any|relevant|application|server|system|error)\s+)*/
const PLACES = /(?:logs?|dashboards?|metrics|graphs|monitoring|settings|configuration)\b/
const VAGUE = [
  new RegExp(LOOK.source + WHICH.source + PLACES.source),
  /\binvestigate\b/,
  /\blook\s+into\s+(?:it|this|the\s+(?:issue|problem|matter))\b/,
  /\b(?:fix|resolve|solve|address)\s+(?:it|(?:the|any)\s+(?:issue|problem)s?)\b/,
  /\b(?:contact|call|inform|ask)\s+(?:the|any)\s+(?:relevant|appropriate|responsible)\s+(?:team|people|person)\b/,
  /\beverything\s+(?:is|looks|works|seems)(?:\s+(?:ok|okay|fine|good|normal|as\s+expected))?(?=[.,;]|$)/
]
const SENTENCE_END = /[.!?](?=\s|$)|\n\s*\n|\n\s*[-*+]\s/g
/** Inline code, a link, a label of a step, or a name: a capital inside a sentence. */
const PLACE = /`|\[|https?:|\$[A-Z]|(?<=[\p{Ll}\d,)]\s)\p{Lu}[\p{L}\p{N}]+/u

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'What a step tells to look at or to do stands with a command or a named place.',
  rationale: 'At three in the morning "check the logs" costs ten minutes, and two people check two different ones.',
  options: z.strictObject({
    phrases: z
      .array(z.string().trim().min(2).max(80))
      .max(50)
      .default([])
      .describe('Phrases that say too little in your texts, beside those that the rule knows.')
  }),
  messages: {
    vague: {
      message: '`{words}` names neither a command nor a place.',
      expected: 'a command below it, or the name of the log, page, table or person',
      help: 'Say which one, and what to look for in it; best as a command that prints one line.'
    }
  },
  check({ steps }, { source: { readme }, options: { phrases }, report }) {
    if (readme === null) return
    const vague = new RegExp([...VAGUE.map(({ source }) => source), ...phrases.map(asWords)].join('|'), 'giu')
    for (const step of steps) {
      for (const [start, end] of wordsOf(step)) {
        const text = readme.text.slice(start, end)
        for (const { index, 0: words } of text.matchAll(vague)) {
          if (PLACE.test(sentenceAt(text, index))) continue
          const position = readme.range(start + index, start + index + words.length)
          report('vague', position, { words: words.replaceAll(/\s+/g, ' ') })
        }
      }
    }
  }
})

/** A phrase as it may stand in a text: whole words, with any white space between them. */
function asWords(phrase: string): string {
  const words = phrase.split(/\s+/).map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`
}

/** Where the words of a step stand that no command goes with: from and to. */
function wordsOf({ commands, prose, fields, branches }: Step): [number, number][] {
  // What a branch tells to do stands after the commands, which have answered by then.
  const words = branches.map(({ conditionPosition, position }) => after(conditionPosition, position))
  if (commands.length > 0) return words
  for (const { start, end } of prose.map(({ position }) => position)) words.push([start.offset, end.offset])
  for (const field of fields) {
    if (field.commands.length === 0) words.push(after(field.labelPosition, field.position))
  }
  return words
}

function after(opening: Position, { end }: Position): [number, number] {
  return [opening.end.offset, end.offset]
}

/** The sentence in which a place of a text lies, without its stops. */
function sentenceAt(text: string, index: number): string {
  const ends = [...text.matchAll(SENTENCE_END)].map((match) => match.index)
  const start = ends.findLast((end) => end < index) ?? 0
  const end = ends.find((place) => place >= index) ?? text.length
  return text.slice(start, end).replaceAll(/\*\*STOP\b[^*]*\*\*/g, '')
}
