import type { SearchDocument } from './document.js'
import type { Item } from './items.js'
import type { Vocabulary } from './vocabulary.js'

/** Packs by their words. Packs, their texts (items) and words are named by numbers. */
export interface SearchIndex<Document extends SearchDocument = SearchDocument> {
  readonly vocabulary: Vocabulary
  /** How many packs there are. */
  readonly count: number
  /** A pack. */
  document(number: number): Document
  /** How urgent a pack is, `p0` to `p4`; null when it does not say. */
  severityOf(document: number): string | null
  /** The items in which a word stands, in order. */
  itemsWith(word: number): Iterable<number>
  /** In how many packs a word stands. */
  packsWith(word: number): number
  /** An item with its text. */
  item(number: number): Item
  /** The pack of an item. */
  documentOf(item: number): number
  fieldOf(item: number): Item['field']
  /** The pack to which an item sends; undefined when it sends to none, or to one that is not here. */
  targetOf(item: number): number | undefined
  /** The words of the phrases of an item. */
  phrasesOf(item: number): readonly ArrayLike<number>[]
}

/**
 * How rare a word is among the packs: little above zero for one that all have.
 * @param word Its number.
 * @param index The packs.
 */
export function rarityOf(word: number, index: SearchIndex): number {
  const packs = index.packsWith(word)
  // One more than there are: in a lone pack each word would otherwise say nothing.
  return Math.log(1 + (index.count + 1.5 - packs) / (packs + 0.5))
}
