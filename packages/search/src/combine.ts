/**
 * What the lines of a query say together.
 */
import type { Scored } from './scored.js'

/** Lines beside the best one add so much of theirs, and so many of them do. */
const MORE = 0.15
const MAX_MORE = 4
/** Some words of a line that says that all is well are no reason for a runbook. */
const LEAST_LINE = 0.6

/** What each pack is worth in the parts of a query: the best part decides, the others add to it. */
export class Combined {
  /** Of each pack the parts that are worth most, the best first. */
  readonly #best = new Map<number, Scored[]>()
  readonly #strong = new Set<number>()

  /**
   * Adds what a pack is worth in one part.
   * @param scored How well it fits.
   */
  add(scored: Scored): void {
    const best = this.#best.get(scored.document)
    if (scored.isStrong && scored.redirection === null && scored.part.weight >= LEAST_LINE) {
      this.#strong.add(scored.document)
    }
    if (best === undefined) {
      this.#best.set(scored.document, [scored])
      return
    }
    const place = best.findIndex((other) => weighted(other) < weighted(scored))
    if (place < 0 && best.length > MAX_MORE) return
    best.splice(place < 0 ? best.length : place, 0, scored)
    if (best.length > MAX_MORE + 1) best.pop()
  }

  /** The packs, in no order. */
  scores(): Scored[] {
    return [...this.#best.values()].flatMap(([best, ...others]) => {
      if (best === undefined) return []
      const more = others.reduce((sum, one) => sum + weighted(one) * MORE, 0)
      const isStrong = best.redirection === null ? this.#strong.has(best.document) : best.isStrong
      return [{ ...best, score: weighted(best) + more, isStrong }]
    })
  }
}

function weighted({ score, part }: Scored): number {
  return score * part.weight
}
