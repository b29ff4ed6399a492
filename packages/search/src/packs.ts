/**
 * Packs taken apart into what can match: titles, signals, sentences, cases of "when not to use"; found by their words.
 */
import type { SearchDocument } from './document.js'
import type { Query } from './query.js'
import { Vocabulary } from './vocabulary.js'

/** What of a pack a text is. */
export type SearchField = 'title' | 'slug' | 'tag' | 'alert' | 'log' | 'http' | 'symptom' | 'signal' | 'description'

/** A text of a pack that can match. */
export interface Item {
  /** The number of the pack. */
  document: number
  field: SearchField | 'redirection'
  text: string
  /** What matches as a whole when its words follow each other: a log line, an alert name. */
  phrases: readonly string[]
  /** For a redirection: the slug of the right pack; null to escalate. */
  target: string | null
}

/** How much a word counts in each field. */
export const FIELD_WEIGHT: Readonly<Record<Item['field'], number>> = {
  title: 3,
  slug: 3,
  tag: 2,
  alert: 2,
  log: 2.2,
  http: 2,
  symptom: 2,
  signal: 2,
  description: 1,
  redirection: 0
}

/** A log line without inline code is a phrase up to this many words; a longer one is prose. */
const MAX_PHRASE = 12

/** Packs by their words. */
export class SearchIndex {
  readonly vocabulary = new Vocabulary()
  readonly items: Item[] = []
  /** For each word the items in which it stands, in order. */
  readonly #postings: number[][] = []
  /** For each word in how many packs it stands, and which was the last. */
  readonly #packs: number[] = []
  readonly #lastPack: number[] = []
  /** The words of phrases: asked for few of them, and then often. */
  readonly #phrases = new Map<string, readonly number[]>()
  readonly #slugs: ReadonlyMap<string, number>

  /** The packs; an item names them by their place. */
  readonly documents: readonly SearchDocument[]

  /** @param documents The packs. */
  constructor(documents: readonly SearchDocument[]) {
    this.documents = documents
    this.#slugs = new Map(documents.map(({ slug }, number) => [slug, number]))
    for (const [number, document] of documents.entries()) this.#add(number, document)
  }

  /** The items in which a word stands. */
  itemsWith(word: number): readonly number[] {
    return this.#postings[word] ?? []
  }

  /** How rare a word is among the packs: little above zero for one that all have. */
  rarity(word: number): number {
    const packs = this.#packs[word] ?? 0
    // One more than there are: in a lone pack each word would otherwise say nothing.
    return Math.log(1 + (this.documents.length + 1.5 - packs) / (packs + 0.5))
  }

  /** The number of a pack; undefined when it is not among them. */
  numberOf(slug: string): number | undefined {
    return this.#slugs.get(slug)
  }

  /** Words of the packs that those of a query may have meant, the nearest first. */
  nearWords({ parts }: Query): string[] {
    const near = parts
      .flatMap(({ terms }) => terms)
      .filter(({ weight }) => weight >= 1)
      .slice(0, 8)
      .flatMap(({ stem, raw }) => this.vocabulary.near(stem, raw).slice(0, 2))
    return [...new Set(near.toSorted((a, b) => b.quality - a.quality).map(({ id }) => this.vocabulary.shown(id)))]
  }

  /** The numbers of the words of a phrase. */
  wordsOfPhrase(phrase: string): readonly number[] {
    const known = this.#phrases.get(phrase)
    if (known) return known
    const { ids } = this.vocabulary.add(phrase)
    this.#phrases.set(phrase, ids)
    return ids
  }

  #add(document: number, { slug, title, tags, signals, description, redirections }: SearchDocument): void {
    const item = (field: Item['field'], text: string, phrases: readonly string[] = [], target: string | null = null) =>
      this.#addItem({ document, field, text, phrases, target })
    item('title', title)
    item('slug', slug)
    for (const tag of tags) item('tag', tag)
    for (const { kind, text, code } of signals) {
      const isLine = kind === 'log' && code.length === 0 && text.split(' ').length <= MAX_PHRASE
      item(kind ?? 'signal', text, isLine ? [text] : code)
    }
    for (const sentence of description.split(/(?<=[.!?]) /)) item('description', sentence)
    for (const { text, slug: target } of redirections) item('redirection', text, [], target)
  }

  #addItem(item: Item): void {
    const isOwn = item.field !== 'redirection'
    const number = this.items.push(item) - 1
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
