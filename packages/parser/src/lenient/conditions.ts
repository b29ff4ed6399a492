/**
 * Conditions: what opens with "If", and where the condition ends and its consequence begins.
 */
import type { PhrasingContent } from 'mdast'
import { cut, plainText } from '../markdown/nodes.js'
import { isInstruction, type Language } from './language.js'

/** A condition and the words after it. */
export interface Condition {
  isDefault: boolean
  condition: PhrasingContent[]
  rest: PhrasingContent[]
}

/** What is said of a wish or a possibility, and so decides nothing. */
const NO_DECISION =
  /^(?:if|when|whenever|in case)\s+(?:you\s+(?:want|wish|prefer|like|need help|have (?:any )?(?:questions|doubts|feedback))|(?:it(?:'s| is) )?(?:needed|necessary|possible|applicable|required|desired|appropriate|available|relevant|any)\b(?=[\s,.:;)]|$)|in doubt|unsure)/i
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
  if (!isDefault && !opensCondition(text, where, languages)) return null
  if (first.type === 'strong' && plainText(first).trim().includes(' ')) {
    return { isDefault, condition: [first], rest: withoutColon(nodes.slice(1)) }
  }
  if (isDefault) {
    const length = /^\s*[^\s,:，：、]+(?:\s+(?:other|all|not|none)[^,:]{0,40})?\s*[,:，：、]?\s*/iu.exec(text)![0]
      .length
    const [condition, rest] = splitAt(nodes, length)
    return { isDefault, condition, rest }
  }
  const { end, next } = conditionEnd(text, languages)
  return { isDefault, condition: splitAt(nodes, end)[0], rest: splitAt(nodes, next)[1] }
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
  return languages.some(({ words: { condition, sentenceCondition } }) =>
    (where === 'item' ? condition : sentenceCondition).test(words)
  )
}

const ARROW = /->|=>|→|⇒/
const COLON = /[:：](?=\s|$)/g
const COMMA = /[,，、]\s*/g
const SUBJECT =
  /^(?:you|it|they|we|the|this|that|these|those|there|your|please|then|do not|don't|no|a|an|only|simply|just|also)\b/i

/**
 * Where a condition ends and where its consequence begins: at an arrow, at "then", at the comma before a verb, or at a colon,
 * whichever comes first; else at the last comma of an enumeration, or at the first comma of all.
 * @param words The words, the opening one included.
 * @param languages The languages of the text.
 */
export function conditionEnd(words: string, languages: readonly Language[]): { end: number; next: number } {
  // A condition ends with its sentence.
  const text = words.slice(0, sentenceStarts(words)[1])
  const ends: { end: number; next: number }[] = []
  const add = (index: number, length: number): void => {
    ends.push({ end: text.slice(0, index).replace(/[\s,，、]+$/u, '').length, next: index + length })
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
    isInstruction(text.slice(index + comma.length).split(/[:：]/)[0]!, languages)
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

  const isList = commas.some(({ index, 0: comma }) =>
    /^(?:and|or|und|oder|et|ou|y|o|e)\b/i.test(text.slice(index + comma.length))
  )
  const comma = main ?? (isList ? commas.at(-1) : commas[0])
  if (comma) add(comma.index, comma[0].length)
  else {
    const trailing = /\s*[:：]\s*$/.exec(text)
    add(trailing ? trailing.index : text.length, trailing ? trailing[0].length : 0)
  }
  return afterSpace(words, ends[0]!)
}

function afterSpace(text: string, { end, next }: { end: number; next: number }): { end: number; next: number } {
  return { end, next: next + /^\s*/.exec(text.slice(next))![0].length }
}

/** What stands in parentheses, such as "(e.g., a new role)", ends no condition. */
function isInParentheses(text: string, index: number): boolean {
  const before = text.slice(0, index)
  return before.lastIndexOf('(') > before.lastIndexOf(')')
}

function isInNumber(text: string, index: number): boolean {
  return /\d/.test(text[index - 1] ?? '') && /\d/.test(text[index + 1] ?? '')
}

function withoutColon(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const [first] = nodes
  if (first?.type !== 'text') return [...nodes]
  return splitAt(nodes, /^\s*(?:[:：,，、]|->|=>|→|—|–|-(?=\s))?\s*(?:then\b\s*)?/i.exec(first.value)![0].length)[1]
}

/** Nodes up to an offset in their words, and from there on; one that cannot be cut stays whole, before the cut. */
export function splitAt(nodes: readonly PhrasingContent[], offset: number): [PhrasingContent[], PhrasingContent[]] {
  const before: PhrasingContent[] = []
  const after: PhrasingContent[] = []
  let start = 0
  for (const node of nodes) {
    const length = plainText(node).length
    if (start >= offset) after.push(node)
    else if (start + length <= offset || node.type !== 'text') before.push(node)
    else {
      before.push(...cut(node, 0, offset - start))
      after.push(...cut(node, offset - start))
    }
    start += length
  }
  return [before, after]
}

/** Where the sentences of some words begin. A full stop within code or an abbreviation ends none. */
export function sentenceStarts(text: string): number[] {
  const starts = [0]
  for (const match of text.matchAll(/(?:[.!?](?:\s+)(?=[\p{Lu}"'`])|[。！？]\s*(?=\S))/gu)) {
    if (!/(?:\b(?:e\.g|i\.e|etc|vs|z\.B|ca)|\b[A-Z])$/.test(text.slice(Math.max(0, match.index - 5), match.index))) {
      starts.push(match.index + match[0].length)
    }
  }
  return starts
}
