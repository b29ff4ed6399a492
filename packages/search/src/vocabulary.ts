/**
 * All words of the packs, and which of them a word of a query may mean.
 */
import { isUnspaced } from './scripts.js'
import { compoundsOf, isCode, isEveryday as isEverydayStem, wordsOf } from './words.js'

/** A word that may be meant. */
export interface Candidate {
  id: number
  /** From 0 to 1: how sure it is that this is meant. */
  quality: number
  /** Whether it is another word for what was typed. */
  isOther?: boolean
}

/** What a compound is made of. */
interface Compound {
  ids: readonly number[]
  /** Two words written as one: `timeout` for `time-out`. */
  joined: number | null
}

/** The words of some texts, numbered. */
export class Vocabulary {
  readonly #ids = new Map<string, number>()
  readonly #stems: string[]
  readonly #shown: string[]
  /** The letters of each word as bits: words that differ in many are not near. */
  readonly #letters: number[] = []
  readonly #compounds = new Map<string, Compound>()

  /**
   * @param stems The words that are known, in the order of their numbers; none when absent.
   * @param shown How each is shown.
   */
  constructor(stems: string[] = [], shown: string[] = []) {
    this.#stems = stems
    this.#shown = shown
    for (const [id, stem] of stems.entries()) this.#ids.set(stem, id)
  }

  /**
   * Adds the words of a text.
   * @returns Their numbers in order, and those of words under which it can be found besides.
   */
  add(text: string): { ids: number[]; more: number[] } {
    const ids: number[] = []
    const more: number[] = []
    for (const compound of compoundsOf(text)) {
      const known = this.#compounds.get(compound) ?? this.#learn(compound)
      for (const id of known.ids) ids.push(id)
      if (known.joined !== null) more.push(known.joined)
    }
    return { ids, more }
  }

  /**
   * Adds the words of a text, and gives each to a function: this is where preparing a search spends its time, and lists
   * for every text would cost as much again.
   */
  visit(text: string, visit: (word: number) => void): void {
    for (const compound of compoundsOf(text)) {
      const known = this.#compounds.get(compound) ?? this.#learn(compound)
      for (const id of known.ids) visit(id)
      if (known.joined !== null) visit(known.joined)
    }
  }

  /** The number of a stem; undefined when no text has it. */
  idOf(stem: string): number | undefined {
    return this.#ids.get(stem)
  }

  /** How many words there are. */
  get size(): number {
    return this.#stems.length
  }

  /**
   * The words that are near a word: one that begins with it or the reverse, or differs by a typing mistake.
   * @param stem The stem of the word.
   * @param raw The word as typed.
   */
  near(stem: string, raw: string): Candidate[] {
    if (isCode(raw) || raw.length < 3 || raw.length > 32) return []
    const letters = lettersOf(stem)
    const candidates: Candidate[] = []
    // The hottest loop of a search: a plain one is several times faster than an iterator.
    for (let id = 0; id < this.#stems.length; id++) {
      // Two typing mistakes change four letters at most, and an ending adds some.
      const otherLetters = this.#lettersOf(id)
      if ((letters & otherLetters) !== letters && bitsOf(letters & ~otherLetters) > 3) continue
      const other = this.#stems[id] ?? ''
      const quality = other === stem ? 0 : this.#quality(stem, raw, letters, id)
      if (quality > 0) candidates.push({ id, quality })
    }
    return candidates.toSorted((a, b) => b.quality - a.quality || a.id - b.id).slice(0, 12)
  }

  /** The stem of a word. */
  stemOf(id: number): string {
    return this.#stems[id] ?? ''
  }

  /** How a word is shown: as it was first written. */
  shown(id: number): string {
    return this.#shown[id] ?? ''
  }

  #quality(stem: string, raw: string, letters: number, id: number): number {
    const other = this.#stems[id] ?? ''
    const otherLetters = this.#lettersOf(id)
    const isEveryday = isEverydayStem(other)
    const shorter = Math.min(stem.length, other.length)
    const longer = Math.max(stem.length, other.length)
    if (isEveryday && longer < 6) return 0
    if (!isEveryday && shorter >= 3 && other.startsWith(stem)) return 0.3 + 0.65 * (shorter / longer)
    if (!isEveryday && shorter >= 4 && longer - shorter <= 3 && stem.startsWith(other)) return 0.7
    const most = longer < 4 ? 0 : longer < 7 || isEveryday ? 1 : 2
    if (most === 0 || Math.abs(raw.length - other.length) > most + 2) return 0
    // A mistake changes two of the letters at most.
    if (bitsOf(letters ^ otherLetters) > 2 * most + 2 || isCode(other)) return 0
    const distance = Math.min(distanceOf(stem, other, most), distanceOf(raw, other, most))
    if (distance > most) return 0
    if (isEveryday) return 0.7
    // One of four letters is as much as two of eight.
    return distance <= 1 && longer > 4 ? 0.8 : 0.55
  }

  #lettersOf(id: number): number {
    return (this.#letters[id] ??= lettersOf(this.#stems[id] ?? ''))
  }

  #learn(compound: string): Compound {
    const words = wordsOf(compound)
    const ids = words.map(({ stem, raw }) => this.#number(stem, raw))
    const [first, second, third] = words
    const isPair = first && second && !third && !isCode(first.raw + second.raw) && !isUnspaced(second.raw)
    const joined = isPair ? this.#number(first.raw + second.stem, compound.toLowerCase()) : null
    const learnt = { ids, joined }
    this.#compounds.set(compound, learnt)
    return learnt
  }

  #number(stem: string, shown: string): number {
    const known = this.#ids.get(stem)
    if (known !== undefined) return known
    const id = this.#stems.length
    this.#ids.set(stem, id)
    this.#stems.push(stem)
    this.#shown.push(shown)
    return id
  }
}

function lettersOf(word: string): number {
  let bits = 0
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31)
  return bits
}

function bitsOf(number: number): number {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * Letters to insert, drop, replace or swap with their neighbour (optimal string alignment).
 * @param most Words that differ more need not be told apart.
 * @returns The distance; more than `most` for all that are farther.
 */
function distanceOf(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let cell = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + same)
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwap) cell = Math.min(cell, before[column - 2]! + 1)
      current.push(cell)
      least = Math.min(least, cell)
    }
    if (least > most) return most + 1
    before = last
    last = current
  }
  return last[b.length] ?? most + 1
}
