/**
 * An index as bytes: opened in a fraction of the time in which it is made, because of the packs only those are looked at that
 * a query finds.
 */
import type { BuiltIndex } from './built-index.js'
import type { SearchDocument } from './document.js'
import { FIELD_WEIGHT, itemsOf, type Item } from './items.js'
import { packSections, sectionsOf, type Sections } from './packed-sections.js'
import type { SearchIndex } from './search-index.js'
import { Vocabulary } from './vocabulary.js'

const FIELDS = Object.keys(FIELD_WEIGHT) as Item['field'][]
const NO_PACK = 0xff_ff_ff_ff

/**
 * An index as bytes.
 * @param index The index.
 */
export function packIndex(index: BuiltIndex<SearchDocument>): Uint8Array {
  const { vocabulary, items } = index
  const phrases = items.map((_, item) => index.phrasesOf(item))
  const words = Array.from({ length: vocabulary.size }, (_, word) => word)
  const packs = Array.from({ length: index.count }, (_, number) => index.document(number))
  const texts = packs.map((pack) => JSON.stringify(pack))
  const encoder = new TextEncoder()
  const encoded = texts.map((text) => encoder.encode(text))
  return packSections({
    texts: {
      stems: words.map((word) => vocabulary.stemOf(word)).join('\n'),
      shown: words.map((word) => vocabulary.shown(word)).join('\n'),
      severities: packs.map(({ severity }) => severity ?? '').join('\n'),
      documents: texts.join('')
    },
    numbers: {
      documentEnds: ends(encoded.map(({ length }) => length)),
      itemDocuments: items.map(({ document }) => document),
      itemFields: items.map(({ field }) => FIELDS.indexOf(field)),
      itemTargets: items.map((_, item) => index.targetOf(item) ?? NO_PACK),
      itemPhraseEnds: ends(phrases.map(({ length }) => length)),
      phraseEnds: ends(phrases.flat().map(({ length }) => length)),
      phraseWords: phrases.flat(2),
      packsWith: words.map((word) => index.packsWith(word)),
      postingEnds: ends(words.map((word) => index.itemsWith(word).length)),
      postings: words.flatMap((word) => index.itemsWith(word))
    }
  })
}

/** Where each of some lists ends, when they follow each other. */
function ends(lengths: readonly number[]): number[] {
  let end = 0
  return lengths.map((length) => (end += length))
}

/** An index of bytes. */
export class PackedIndex<Document extends SearchDocument> implements SearchIndex<Document> {
  readonly vocabulary: Vocabulary
  readonly count: number
  readonly #sections: Sections
  readonly #severities: readonly string[]
  readonly #items = new Map<number, Item[]>()
  readonly #documents = new Map<number, Document>()

  /**
   * @param bytes What `packIndex` gave.
   * @throws When it is something else, or damaged.
   */
  constructor(bytes: Uint8Array) {
    const sections = sectionsOf(bytes)
    this.#sections = sections
    this.vocabulary = new Vocabulary(sections.lines('stems'), sections.lines('shown'))
    this.#severities = sections.lines('severities')
    this.count = sections.numbers('documentEnds').length
  }

  document(number: number): Document {
    const known = this.#documents.get(number)
    if (known) return known
    const [from, to] = this.#range('documentEnds', number)
    const document = JSON.parse(this.#sections.text('documents', from, to)) as Document
    this.#documents.set(number, document)
    return document
  }

  severityOf(document: number): string | null {
    return this.#severities[document] || null
  }

  itemsWith(word: number): Uint32Array {
    const [from, to] = this.#range('postingEnds', word)
    return this.#sections.numbers('postings').subarray(from, to)
  }

  packsWith(word: number): number {
    return this.#sections.numbers('packsWith')[word] ?? 0
  }

  item(number: number): Item {
    const document = this.documentOf(number)
    let first = number
    while (first > 0 && this.documentOf(first - 1) === document) first--
    let items = this.#items.get(document)
    if (items === undefined) {
      items = itemsOf(document, this.document(document))
      this.#items.set(document, items)
    }
    return items[number - first] as Item
  }

  documentOf(item: number): number {
    return this.#sections.numbers('itemDocuments')[item] ?? 0
  }

  fieldOf(item: number): Item['field'] {
    return FIELDS[this.#sections.numbers('itemFields')[item] ?? -1] ?? 'redirection'
  }

  targetOf(item: number): number | undefined {
    const target = this.#sections.numbers('itemTargets')[item]
    return target === NO_PACK ? undefined : target
  }

  phrasesOf(item: number): Uint32Array[] {
    const [from, to] = this.#range('itemPhraseEnds', item)
    return Array.from({ length: to - from }, (_, place) => {
      const [first, last] = this.#range('phraseEnds', from + place)
      return this.#sections.numbers('phraseWords').subarray(first, last)
    })
  }

  /** From where to where the list of a number goes. */
  #range(name: string, number: number): [from: number, to: number] {
    const all = this.#sections.numbers(name)
    const to = all[number] ?? 0
    return [number === 0 ? 0 : Math.min(all[number - 1] ?? 0, to), to]
  }
}
