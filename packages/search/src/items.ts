/**
 * Packs taken apart into what can match: titles, signals, sentences, cases of "when not to use".
 */
import type { SearchDocument } from './document.js'

/** What of a pack a text is. */
export type SearchField = 'title' | 'slug' | 'tag' | 'alert' | 'log' | 'http' | 'symptom' | 'signal' | 'description'

/** How much a word counts in each field. */
export const FIELD_WEIGHT = {
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
} as const satisfies Readonly<Record<SearchField | 'redirection', number>>

/** A text of a pack that can match. */
export interface Item {
  /** The number of the pack. */
  document: number
  field: keyof typeof FIELD_WEIGHT
  text: string
  /** What matches as a whole when its words follow each other: a log line, an alert name. */
  phrases: readonly string[]
  /** For a redirection: the slug of the right pack; null to escalate. */
  target: string | null
}

/** A log line without inline code is a phrase up to this many words; a longer one is prose. */
const MAX_PHRASE = 12

/**
 * The texts of a pack that can match, in an order that is always the same.
 * @param document The number of the pack.
 * @param pack The pack.
 */
export function itemsOf(
  document: number,
  { slug, title, tags, signals, description, redirections }: SearchDocument
): Item[] {
  const item = (
    field: Item['field'],
    text: string,
    phrases: readonly string[] = [],
    target: string | null = null
  ): Item => ({ document, field, text, phrases, target })
  return [
    item('title', title),
    item('slug', slug),
    ...tags.map((tag) => item('tag', tag)),
    ...signals.map(({ kind, text, code }) => {
      const isLine = kind === 'log' && code.length === 0 && text.split(' ').length <= MAX_PHRASE
      return item(kind ?? 'signal', text, isLine ? [text] : code)
    }),
    ...description.split(/(?<=[.!?]) /).map((sentence) => item('description', sentence)),
    ...redirections.map(({ text, slug: target }) => item('redirection', text, [], target))
  ]
}
