import type { MeantPart } from './meanings.js'
import type { Part } from './query.js'

/** A pack and how well it fits. */
export interface Scored {
  /** Its number. */
  document: number
  score: number
  /** Whether what fits is more than some words that fit many things. */
  isStrong: boolean
  /** Its texts that fit, with what each is worth; none for a pack that only sends elsewhere. */
  items: ReadonlyMap<number, number>
  /** The number of the case of "when not to use" that fits better than those texts. */
  redirection: number | null
  /** The number of the case of another pack that sends here. */
  sentBy: number | null
  /** What the part of the query that fits best means. */
  meant: MeantPart
  /** Words of the query that the pack has, as typed. */
  words: readonly string[]
  /** The part of the query that fits best. */
  part: Part
}
