/**
 * Cases of "when not to use" that fit a query better than what the pack is for.
 */
import type { SearchIndex } from './search-index.js'

/** About one word that is right, or that begins as typed. */
export const LEAST_COVERED = 0.8

/** What a query is worth in a pack. */
export interface Tally {
  score: number
  /** Weight of the words that its own texts have. */
  covered: number
  /** What these words are worth, each where it stands. */
  worth: number
  /** How many words that are about something its own texts have. */
  contents: number
  /** The words that its own texts have, as typed. */
  words: string[]
  /** Those of them that stand there as they were typed: no other words for them, and no mistake in typing. */
  exact: Set<string>
  /** Those of them that are codes. */
  codes: Set<string>
  /** Those of them that are about something and stand in its title, its name or its tags. */
  names: Set<string>
  /** Of tags of several words the last one that was found. */
  tags: Map<number, string>
  /** Whether a whole phrase of it stands in the query, and whether it is long enough to stand nowhere else. */
  phrase: 'none' | 'short' | 'long'
  items: Map<number, number>
  redirections: Map<number, { worth: number; covered: number; contents: number; hasCode: boolean }>
}

/** A case of "when not to use" that fits. */
export interface Redirected {
  /** Its number. */
  item: number
  worth: number
  /** Whether it fits better than what the pack is for. */
  isBetter: boolean
  /** The number of the pack to which it sends; undefined when that is not here, or when it says to escalate. */
  target: number | undefined
}

/** Of two packs that send to each other, only the one whose case fits better does. */
export function withoutReturns(redirections: ReadonlyMap<number, Redirected>): ReadonlyMap<number, Redirected> {
  return new Map(
    [...redirections].filter(([document, { target, worth }]) => {
      const back = target === undefined ? undefined : redirections.get(target)
      return back?.target !== document || worth > back.worth || (worth === back.worth && document < (target ?? 0))
    })
  )
}

/** The case of a pack that fits a query best, if any fits. */
export function redirectionOf(
  document: number,
  tally: Tally,
  enough: number,
  index: SearchIndex
): [document: number, redirected: Redirected][] {
  let best: Redirected | null = null
  const own = Math.max(0, ...tally.items.values())
  for (const [number, { worth, covered, hasCode }] of tally.redirections) {
    if (worth <= (best?.worth ?? 0) || (covered < Math.max(enough, LEAST_COVERED) && !hasCode)) continue
    const isBetter = worth > own || (hasCode && tally.codes.size === 0)
    best = { item: number, worth, isBetter, target: index.targetOf(number) }
  }
  return best ? [[document, best]] : []
}
