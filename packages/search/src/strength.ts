/**
 * Whether what was found is more than some words that fit many things.
 */
import type { Tally } from './redirections.js'

/** A status of HTTP, which stands in many texts: alone it is a word, not a code that says what is wrong. */
const STATUS = /^[1-5]\d\d$/
/** What a status weighs too much as a code. */
const STATUS_EXCESS = 1

/**
 * Whether a pack fits for sure: a whole line of a log or name of an alert, a code, or enough of what was asked. Anything
 * else is worth showing and not worth following blindly.
 * @param tally What the query is worth in the pack.
 * @param total What all words of the query weigh.
 * @param redirection The case of "when not to use" through which it was found, if it was.
 */
export function isStrong(tally: Tally, total: number, redirection: number | null): boolean {
  if (tally.hasPhrase) return true
  const statuses = [...tally.codes].filter((code) => STATUS.test(code)).length
  if (tally.codes.size > statuses) return true
  const cases = redirection === null ? [] : [...tally.redirections.values()].filter(({ contents }) => contents > 0)
  const sent = Math.max(0, ...cases.map(({ covered }) => covered))
  const covered = Math.max(tally.covered - statuses * STATUS_EXCESS, sent)
  const share = covered / Math.max(total - statuses * STATUS_EXCESS, 0.1)
  const contents = tally.contents + (sent > 0 ? 1 : 0)
  if (contents === 0) return false
  if (tally.titles.size > 1 && share >= 0.4) return true
  return (
    (share >= 0.7 && covered >= 0.75) ||
    (share >= 0.55 && covered >= 1.5) ||
    (share >= 0.45 && covered >= 1.75) ||
    (share >= 0.25 && covered >= 3)
  )
}
