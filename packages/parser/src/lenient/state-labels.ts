/**
 * Cases that are called by a state alone: "Unhealthy: run x", "> 90 % → page somebody".
 */
import type { PhrasingContent } from 'mdast'
import { splitAt } from './cuts.js'
import { beginsWithProgram } from './fences.js'
import { isInstruction, type Language } from './language.js'
import { endingSaid } from './targets.js'
import type { Condition } from './unopened.js'

const LABEL = /^\s*([^:：→⇒—–,.\n]{1,40})((?:[:：→⇒]|[—–](?=\s))\s*)/u
/** What may stand around the word for the state. */
const AROUND =
  /^(?:(?:it|they|this|that|status|state|all|some|none|everything)\s+)?(?:(?:is|are|=)\s+)?(?:(?:not|still|no longer|already|all|nicht|noch|pas|toujours|no|não)\s+)*/i
/** A state that is a number or an answer of HTTP. */
const MEASURED =
  /^(?:[<>≤≥]=?\s*\d[\d.]*\s*(?:%|[a-z]{1,7})?|(?:above|below|over|under|more than|less than|at least|at most|über|unter|mehr als|weniger als|plus de|moins de|más de|menos de|mais de|acima de|abaixo de)\s+\d[\d.]*\s*(?:%|[a-z]{1,7})?|exit(?:\s+(?:code|status))?\s+\d{1,3}|(?:http\s+)?(?:[1-5]\d\d|[1-5]xx))$/iu

/**
 * Reads a case that a state opens, behind which stands what is done.
 * @param nodes The content of an item.
 * @param text Its words.
 * @param languages The languages of the text.
 */
export function stateCase(
  nodes: readonly PhrasingContent[],
  text: string,
  languages: readonly Language[]
): Condition | null {
  const length = labelLength(text, languages)
  if (length === 0) return null
  const [condition] = splitAt(nodes, LABEL.exec(text)![0].length - LABEL.exec(text)![2]!.length)
  const [, rest] = splitAt(nodes, length)
  const isCode = rest.find((node) => node.type !== 'text' || node.value.trim() !== '')?.type === 'inlineCode'
  return isCode || isDone(text.slice(length), languages) ? { isDefault: false, condition, rest } : null
}

/** Whether words are a state and what is done then. */
export function isStateCase(words: string, languages: readonly Language[]): boolean {
  const length = labelLength(words, languages)
  return length > 0 && isDone(words.slice(length), languages)
}

function labelLength(text: string, languages: readonly Language[]): number {
  const match = LABEL.exec(text)
  if (!match) return 0
  const label = match[1]!.trim().toLowerCase()
  const state = label.replace(AROUND, '')
  const isState = MEASURED.test(label) || languages.some(({ states }) => states.has(label) || states.has(state))
  return isState ? match[0].length : 0
}

function isDone(rest: string, languages: readonly Language[]): boolean {
  return isInstruction(rest, languages) || beginsWithProgram(rest) || endingSaid(rest, '') !== null
}
