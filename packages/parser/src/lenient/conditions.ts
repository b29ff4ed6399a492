/**
 * Conditions: what opens with "If", and where the condition ends and its consequence begins.
 */
import type { PhrasingContent } from 'mdast'
import { plainText } from '../markdown/nodes.js'
import { firstSentence, LONGEST_CLAUSE, splitAt, withoutColon } from './cuts.js'
import { isInstruction, type Language } from './language.js'
import { stateCase } from './state-labels.js'
import { INVERTED, NO_DECISION, saidOtherwise, type Condition } from './unopened.js'

export type { Condition } from './unopened.js'

const DEFAULT_LABEL = /^default\s*(?::|$)/i

/**
 * Reads the condition that some words open with.
 * @param nodes The content of a paragraph or of an item.
 * @param where A list item or a heading may open with a word of time ("When"); a sentence may not.
 * @param languages The languages of the text.
 * @returns Null for words that open with none.
 */
export function conditionOf(
  nodes: readonly PhrasingContent[],
  where: 'item' | 'sentence',
  languages: readonly Language[]
): Condition | null {
  const [first] = nodes
  if (!first) return null
  const text = plainText(nodes)
  const isDefault = isOtherwise(text, languages)
  if (!isDefault && !opensCondition(text, where, languages))
    return saidOtherwise(nodes, text) ?? (where === 'item' ? stateCase(nodes, text, languages) : null)
  if (first.type === 'strong' && plainText(first).trim().includes(' ')) {
    return { isDefault, condition: [first], rest: withoutColon(nodes.slice(1)) }
  }
  if (isDefault) {
    const [condition, rest] = splitAt(nodes, otherwiseLength(text, languages))
    return { isDefault, condition, rest }
  }
  const { end, next } = conditionEnd(text, languages)
  return { isDefault, condition: splitAt(nodes, end)[0], rest: splitAt(nodes, next)[1] }
}

/** The length of the words for all other cases, with the sign behind them. */
function otherwiseLength(text: string, languages: readonly Language[]): number {
  const start = text.length - text.trimStart().length
  const words = text.slice(start)
  const said = languages.map(({ words: { otherwise } }) => otherwise.exec(words)?.[0] ?? '')
  const longest = said.reduce((a, b) => (b.length > a.length ? b : a))
  const length = start + (longest.length || /^\S+/.exec(words)![0].replace(/[:：]$/, '').length)
  // "If none of these apply, ...": the clause goes on to its comma.
  const clause = /^if\b/i.test(longest) ? /^[^,:，：、.]{0,40}(?=[,:，：、])/.exec(text.slice(length)) : null
  const end = length + (clause?.[0].length ?? 0)
  return end + /^\s*[,:，：、]?\s*/.exec(text.slice(end))![0].length
}

/** Whether words open the branch for all other cases. */
export function isOtherwise(text: string, languages: readonly Language[]): boolean {
  const words = text.trimStart()
  return DEFAULT_LABEL.test(words) || languages.some((language) => language.words.otherwise.test(words))
}

/** Whether words open with a condition that decides something. */
export function opensCondition(text: string, where: 'item' | 'sentence', languages: readonly Language[]): boolean {
  const words = text.trimStart()
  // "Should this be a gate?" asks, and "If, for once, ..." has its words behind a comma.
  if (NO_DECISION.test(words) || /^(?:should|when|if)\b[^.]*\?\s*$/i.test(words)) return false
  if (INVERTED.test(words)) return true
  return languages.some(({ words: { condition, sentenceCondition } }) =>
    (where === 'item' ? condition : sentenceCondition).test(words)
  )
}

/** A case that was named before: what follows these words is its consequence. */
const THAT_CASE =
  /^\s*(?:in (?:that|such a) case|in diesem falle?|dans ce cas|en (?:ese|este|tal) caso|n(?:esse|este) caso)\b[,:]?\s*/iu

const ARROW = /->|=>|→|⇒/
const COLON = /[:：](?=\s|$)/g
const COMMA = /[,，、]\s*/g
/** What is not to be done is a consequence as well. */
const FORBIDS = /^(?:do not|don['’]t|never)\s+/i
const SUBJECT =
  /^(?:you|it|they|we|the|this|that|these|those|there|your|please|then|do not|don't|no|a|an|only|simply|just|also)\b/i

/** A jump that no sign parts from its condition: "If the queue is empty proceed to step 6". */
const UNBROKEN_JUMP =
  /(?<=\S\s+\S+)\s+(?=(?:(?:go|proceed|skip|continue|jump|return|move)\s+(?:(?:on|back|ahead)\s+)?(?:to|with|at)\s+(?:the\s+)?(?:steps?\s|next\s|section\s|["“#\d[])|escalate(?:\s+to\b|\s*[.,;]|$)))/i

/**
 * Where a condition ends and where its consequence begins: at an arrow, at "then", at the comma before a verb, or at a colon,
 * whichever comes first; else at the last comma of an enumeration, or at the first comma of all.
 * @param words The words, the opening one included.
 * @param languages The languages of the text.
 */
export function conditionEnd(words: string, languages: readonly Language[]): { end: number; next: number } {
  // A condition ends with its sentence.
  const text = firstSentence(words)
  const named = THAT_CASE.exec(text)
  if (named) return { end: named[0].replace(/[,:]?\s*$/, '').length, next: named[0].length }
  const ends: { end: number; next: number }[] = []
  const add = (index: number, length: number): void => {
    ends.push({ end: text.slice(0, index).replace(/(?<![\s,，、])[\s,，、]+$/u, '').length, next: index + length })
  }
  const arrow = ARROW.exec(text)
  if (arrow) add(arrow.index, arrow[0].length)
  for (const language of languages) {
    const then = language.words.consequence.exec(text)
    if (then) add(then.index, then[0].length)
  }
  const commas = [...text.matchAll(COMMA)].filter(
    ({ index }) => !isInNumber(text, index) && !isInParentheses(text, index)
  )
  const before = commas.find(({ index, 0: comma }) =>
    isInstruction(
      text
        .slice(index + comma.length, index + LONGEST_CLAUSE)
        .split(/[:：]/)[0]!
        .replace(FORBIDS, ''),
      languages
    )
  )
  if (before) add(before.index, before[0].length)
  const colon = [...text.matchAll(COLON)].find(({ index }) => text.slice(index + 1).trim() !== '')
  if (colon) add(colon.index, 1)
  const main = commas.find(({ index, 0: comma }) => SUBJECT.test(text.slice(index + comma.length)))
  // A main clause opens with its subject; an item of an enumeration may open so as well, but stands near the beginning.
  if (main && !before && /(?:\s\S+){3}/.test(text.slice(0, main.index))) add(main.index, main[0].length)
  if (ends.length > 0)
    return afterSpace(
      words,
      ends.reduce((a, b) => (b.end < a.end ? b : a))
    )

  const jump = UNBROKEN_JUMP.exec(text)
  if (jump && commas.every(({ index }) => index > jump.index)) {
    add(jump.index, jump[0].length)
    return afterSpace(words, ends[0]!)
  }
  const isList = commas.some(({ index, 0: comma }) =>
    /^(?:and|or|und|oder|et|ou|y|o|e)\b/i.test(text.slice(index + comma.length))
  )
  const comma = main ?? (isList ? commas.at(-1) : commas[0])
  if (comma) add(comma.index, comma[0].length)
  else {
    const trailing = /(?<!\s)\s*[:：]\s*$/.exec(text)
    add(trailing ? trailing.index : text.length, trailing ? trailing[0].length : 0)
  }
  return afterSpace(words, ends[0]!)
}

function afterSpace(text: string, { end, next }: { end: number; next: number }): { end: number; next: number } {
  return { end, next: next + /^\s*/.exec(text.slice(next))![0].length }
}

/** What stands in parentheses, such as "(e.g., a new role)", ends no condition. */
export function isInParentheses(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - LONGEST_CLAUSE), index)
  return before.lastIndexOf('(') > before.lastIndexOf(')')
}

function isInNumber(text: string, index: number): boolean {
  return /\d/.test(text[index - 1] ?? '') && /\d/.test(text[index + 1] ?? '')
}
