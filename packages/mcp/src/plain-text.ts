/**
 * Text of others on its way to a model: short, without what is not seen, and told apart from what this server says.
 */
import { isSecretValue } from '@keys/schema'
import type { DataText } from './results.js'

/** What is not seen and may say something all the same: control signs, marks of direction, invisible letters, tags. */
const UNSEEN =
  /\p{Variation_Selector}|[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115F\u1160\u2028\u2029\u3164\uFFA0\u{E0000}-\u{E00FF}]/gu

/**
 * A text as data: without unseen characters and what looks like a secret; of a long one the beginning and the end.
 * @param from Where it comes from.
 * @param text The text.
 * @param limit The most characters.
 */
export function dataOf(from: DataText['from'], text: string, limit: number): DataText {
  // Nobody works through ten megabytes to show four thousand characters.
  const bounded = text.length > limit * 4 ? `${text.slice(0, limit * 2)}\n${text.slice(-limit * 2)}` : text
  const clean = withoutSecrets(withoutUnseen(bounded))
  if (clean.length <= limit && bounded === text) return { from, text: clean, leftOut: 0 }
  const [first, last] = [Math.floor(limit / 3), limit - Math.floor(limit / 3)]
  if (clean.length <= limit) return { from, text: clean, leftOut: text.length - bounded.length }
  const leftOut = text.length - first - last
  return { from, text: `${clean.slice(0, first)}\n[… left out …]\n${clean.slice(-last)}`, leftOut }
}

/** A text of one line, such as a condition or a reason. */
export function lineOf(text: string, limit = 400): string {
  const clean = withoutSecrets(withoutUnseen(text.slice(0, limit * 2))).replaceAll(/\s+/g, ' ')
  return clean.length <= limit ? clean : `${clean.slice(0, limit)}…`
}

function withoutUnseen(text: string): string {
  return text.replaceAll(UNSEEN, (character) => (character === '\n' || character === '\t' ? character : ''))
}

/** Words that look like secrets: the masks of a run know only the secrets of that run. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/[^\s"'`,;()<>]{8,}/g, (word) => (isSecretValue(word) ? '[hidden]' : word))
}
