/**
 * Whether what was found is more than some words that fit many things. A sure hit is followed at three in the morning, so what
 * is in doubt is weak: a line that names another system, or a phrase of every day such as "permission denied" alone.
 */
import type { Tally } from './redirections.js'
import type { NamedSystem } from './systems.js'

/** A status of HTTP, which stands in many texts: alone it is a word, not a code that says what is wrong. */
const STATUS = /^[1-5]\d\d$/
/** What a status weighs too much as a code. */
const STATUS_EXCESS = 1
/** Of what was asked, so much is said by a short phrase that stands for itself. */
const LEAST_OF_PHRASE = 0.5

/** So much of what fits stands in one sentence of a pack that says the same. */
const IN_ONE_PLACE = 0.75

/** A query, as far as it is weighed. */
export interface Asked {
  /** What all of its words weigh. */
  total: number
  /** The systems that it names. */
  systems: readonly NamedSystem[]
}

/**
 * Whether a pack fits for sure: a line of a log or the name of an alert, a code, or enough of what was asked. Anything else is
 * worth showing and not worth following blindly.
 * @param tally What the query is worth in the pack.
 * @param asked The query.
 * @param redirection The case of "when not to use" through which it was found, if it was.
 */
export function isStrong(tally: Tally, { total, systems }: Asked, redirection: number | null): boolean {
  const statuses = [...tally.codes].filter((code) => STATUS.test(code)).length
  const others = new Set(systems.flatMap(({ name, role }) => (tally.exact.has(name) ? [] : [role])))
  if (others.has('workstation')) return false
  if (tally.codes.size > statuses || (tally.phrase === 'long' && !others.has('rival'))) return true
  const cases = redirection === null ? [] : [...tally.redirections.values()].filter(({ contents }) => contents > 0)
  const sent = Math.max(0, ...cases.map(({ covered }) => covered))
  const covered = Math.max(tally.covered - statuses * STATUS_EXCESS, sent)
  const share = covered / Math.max(total - statuses * STATUS_EXCESS, 0.1)
  const contents = tally.contents + (sent > 0 ? 1 : 0)
  if (contents === 0 || others.size > 0) return false
  if (tally.phrase === 'short' && share >= LEAST_OF_PHRASE) return true
  // Without a word of its name, a pack has to say nearly all of what was asked, and in one place.
  if (tally.names.size === 0) {
    const isInOnePlace = Math.max(0, ...tally.items.values()) >= IN_ONE_PLACE * tally.worth
    const sentFor = cases.some((one) => one.contents > 1 && one.covered >= 0.55 * total && one.covered >= 1.5)
    return sentFor || (contents >= 3 && share >= 0.8 && isInOnePlace)
  }
  return (
    // Whoever types what a pack is called looks for it by its name.
    share >= 0.95 ||
    (tally.names.size > 1 && share >= 0.4) ||
    (contents > 1 && share >= 0.55 && covered >= 1.5) ||
    (contents > 1 && share >= 0.45 && covered >= 1.75) ||
    (contents > 1 && share >= 0.25 && covered >= 3)
  )
}
