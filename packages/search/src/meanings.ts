/**
 * For the words of a query, the words of the packs that they may mean.
 */
import type { SearchIndex } from './search-index.js'
import type { Part, Term } from './query.js'
import { meaningsAt } from './thesaurus.js'
import type { Candidate } from './vocabulary.js'
import { isCode, isEveryday } from './words.js'

/** A word, or some words that say one thing together, and what may be meant. */
export interface Meant {
  /** As typed. */
  said: string
  weight: number
  /** The surest first. */
  candidates: readonly Candidate[]
  isCode: boolean
}

/** A part of a query, understood. */
export interface MeantPart {
  /** Each word once; some words that say one thing together are one more. */
  meant: readonly Meant[]
  /** The words in their order: the word of the packs that stands there; -1 for one that no pack has. */
  sequence: readonly { id: number; weight: number }[]
}

/** The numbers of all words that a part of a query may mean. */
export function idsOf({ meant, sequence }: MeantPart): ReadonlySet<number> {
  const candidates = meant.flatMap((one) => one.candidates)
  return new Set([...sequence, ...candidates].map(({ id }) => id))
}

/** Of a mistyped word beside one that is right, so much is left. */
const NEAR_BESIDE_EXACT = 0.45
/** How sure it is that another word for the same thing is meant, and beside the word itself. */
const OTHER_WORD = 0.8
const OTHER_BESIDE_EXACT = 0.6
/** What some words weigh that say one thing together, and of which no pack has any. */
const UNKNOWN_TOGETHER = 1.5
/** What words that only hold a sentence together weigh less than. */
const LEAST_WEIGHT = 0.15
/** From this quality on a mistyped word is surely the one that is meant. */
const CLOSE = 0.7
/** Mistyped words are looked for up to this many: a stack trace has hundreds of names that no pack knows. */
const MAX_UNKNOWN = 24

/** Understands the parts of one query, those first that count most. */
export class Meanings {
  readonly #index: SearchIndex
  readonly #known = new Map<string, readonly Candidate[]>()
  #unknown = 0

  /** @param index The packs. */
  constructor(index: SearchIndex) {
    this.#index = index
  }

  /** What a part of the query means. */
  of({ terms }: Part): MeantPart {
    const stems = terms.map(({ stem }) => stem)
    const isShort = new Set(stems).size <= 3
    const written = new Map(terms.map((term) => [term.stem, [...this.#written(term, isShort)]]))
    this.#joinPairs(terms, written)
    const sequence = terms.map(({ stem, weight }) => ({ id: written.get(stem)?.[0]?.id ?? -1, weight }))
    const once = new Map<string, Meant>()
    const together = this.#otherWords(terms, stems, written)
    const foreign = new Set(
      [...together.keys()]
        .map((said) => said.split(' '))
        .filter((said) => said.every((stem) => (written.get(stem) ?? []).length === 0))
        .flat()
    )
    for (const { stem, raw, weight } of terms) {
      // Words that only hold a sentence together stand everywhere; they count in phrases alone.
      if (weight < LEAST_WEIGHT) continue
      const candidates = written.get(stem) ?? []
      // Words of another language, of which no pack has any, are said by what they mean together.
      if (candidates.length === 0 && foreign.has(stem)) continue
      once.set(stem, { said: raw, weight, candidates, isCode: isCode(raw) && (candidates[0]?.quality ?? 0) === 1 })
    }
    const meant = [...once.values(), ...together.values()]
    return { meant, sequence }
  }

  /** Words of the packs that are written so, or nearly so. */
  #written(term: Term, isShort: boolean): readonly Candidate[] {
    const key = `${isShort ? 1 : 0}${term.stem}`
    const known = this.#known.get(key)
    if (known) return known
    const { vocabulary } = this.#index
    const exact = vocabulary.idOf(term.stem)
    const candidates: Candidate[] = exact === undefined ? [] : [{ id: exact, quality: 1 }]
    const mayBeMistyped = term.weight > 0.1 && !isEveryday(term.stem)
    if (mayBeMistyped && (exact === undefined ? this.#unknown++ < MAX_UNKNOWN : isShort)) {
      candidates.push(...this.#near(term, exact !== undefined))
    }
    const status = /^[1-5]\d\d$/.test(term.raw) ? vocabulary.idOf(`${term.raw[0]}xx`) : undefined
    if (status !== undefined) candidates.push({ id: status, quality: 0.5 })
    this.#known.set(key, candidates)
    return candidates
  }

  #near({ stem, raw }: Term, isKnown: boolean): Candidate[] {
    const near = this.#index.vocabulary.near(stem, raw)
    const close = near.filter(({ quality }) => quality >= CLOSE)
    const kept = close.length > 0 ? close : near
    return isKnown ? kept.map(({ id, quality }) => ({ id, quality: quality * NEAR_BESIDE_EXACT })) : kept
  }

  /** `web hook` for webhook, `time out` for timeout. */
  #joinPairs(terms: readonly Term[], written: Map<string, Candidate[]>): void {
    for (const [place, first] of terms.entries()) {
      const second = terms[place + 1]
      const joined = second && this.#index.vocabulary.idOf(first.raw + second.stem)
      if (second === undefined || joined === undefined || first.weight + second.weight < 1) continue
      for (const { stem } of [first, second]) written.get(stem)?.push({ id: joined, quality: 0.95 })
    }
  }

  /** Adds other words for what is written; gives what some words say only together. */
  #otherWords(
    terms: readonly Term[],
    stems: readonly string[],
    written: ReadonlyMap<string, Candidate[]>
  ): Map<string, Meant> {
    const together = new Map<string, Meant>()
    let silencedTo = 0
    for (const [place, { stem }] of terms.entries()) {
      const isKnown = written.get(stem)?.[0]?.quality === 1
      const meanings = meaningsAt(stems, place).filter(({ said }) => place + said.length > silencedTo)
      for (const { said, meant } of meanings) {
        if (meant.length === 0) silencedTo = Math.max(silencedTo, place + said.length)
      }
      for (const { said, meant, isName } of meanings) {
        const own = new Set(stems.slice(place, place + said.length).map((one) => written.get(one)?.[0]?.id))
        const candidates = meant.flatMap((word) => {
          const id = this.#index.vocabulary.idOf(word)
          // What is written there counts already.
          return id === undefined || own.has(id)
            ? []
            : [
                {
                  id,
                  quality: isKnown && said.length === 1 ? OTHER_BESIDE_EXACT : OTHER_WORD,
                  isOther: !isName
                }
              ]
        })
        if (candidates.length === 0) continue
        if (said.length === 1) {
          written.get(stem)?.push(...candidates)
        } else {
          const words = terms.slice(place, place + said.length).map(({ raw }) => raw)
          // Words that no pack has do not count beside it, so that it stands for all of them.
          const weight = said.every((one) => (written.get(one) ?? []).length === 0) ? UNKNOWN_TOGETHER : 1
          together.set(said.join(' '), { said: words.join(' '), weight, candidates, isCode: false })
        }
      }
    }
    return together
  }
}
