/**
 * The index of some packs, made from what they say.
 */
import type { SearchDocument } from './document.js'
import { itemsOf, type Item } from './items.js'
import type { SearchIndex } from './search-index.js'
import { Vocabulary } from './vocabulary.js'

/** Packs by their words. */
export class BuiltIndex<Document extends SearchDocument> implements SearchIndex<Document> {
  readonly vocabulary = new Vocabulary()
  readonly items: Item[] = []
  /** For each word the items in which it stands, in order. */
  readonly #postings: number[][] = []
  /** For each word in how many packs it stands, and which was the last. */
  readonly #packs: number[] = []
  readonly #lastPack: number[] = []
  /** For each item the words of its phrases. */
  readonly #phrases: (readonly (readonly number[])[])[] = []
  readonly #slugs: ReadonlyMap<string, number>
  readonly #documents: readonly Document[]

  /** @param documents The packs, sorted by slug. */
  constructor(documents: readonly Document[]) {
    this.#documents = documents
    this.#slugs = new Map(documents.map(({ slug }, number) => [slug, number]))
    for (const [number, document] of documents.entries()) {
      for (const item of itemsOf(number, document)) this.#add(item)
    }
  }

  get count(): number {
    return this.#documents.length
  }

  document(number: number): Document {
    return this.#documents[number] as Document
  }

  severityOf(document: number): string | null {
    return this.#documents[document]?.severity ?? null
  }

  itemsWith(word: number): readonly number[] {
    return this.#postings[word] ?? []
  }

  packsWith(word: number): number {
    return this.#packs[word] ?? 0
  }

  item(number: number): Item {
    return this.items[number] as Item
  }

  documentOf(item: number): number {
    return this.item(item).document
  }

  fieldOf(item: number): Item['field'] {
    return this.items[item]?.field ?? 'redirection'
  }

  targetOf(item: number): number | undefined {
    const target = this.items[item]?.target ?? null
    return target === null ? undefined : this.#slugs.get(target)
  }

  phrasesOf(item: number): readonly (readonly number[])[] {
    return this.#phrases[item] ?? []
  }

  #add(item: Item): void {
    const isOwn = item.field !== 'redirection'
    const number = this.items.push(item) - 1
    // All at once: which words are known must not depend on what was searched for before.
    this.#phrases.push(item.phrases.map((phrase) => this.vocabulary.add(phrase).ids))
    this.vocabulary.visit(isOwn ? item.text : affirmed(item.text), (word) => {
      const postings = (this.#postings[word] ??= [])
      if (postings.at(-1) !== number) postings.push(number)
      if (!isOwn || this.#lastPack[word] === item.document) return
      this.#packs[word] = (this.#packs[word] ?? 0) + 1
      this.#lastPack[word] = item.document
    })
  }
}

/** A case without what it rules out: `only events are missing and nothing was refused with 42501` is not about 42501. */
function affirmed(text: string): string {
  return text.replace(/\b(?:nothing|no longer|another reason than|other than|not because)\b[^,;:]*/gi, '')
}
