/**
 * Searches, beside the page: the same finder as `keys find`.
 */
import { createSearch, type Search } from '@keys/search'
import { documentOfRow, type SearchRow } from '../site/search-data.js'

/** What a page asks. */
export interface SearchQuestion {
  id: number
  words: string
}

/** What was found for a question, the best first. */
export interface SearchFinding {
  id: number
  found: readonly {
    slug: string
    isWeak: boolean
    reason: { text: string; ranges: readonly (readonly [start: number, end: number])[] } | null
    instead: string | null
  }[]
  nearWords: readonly string[]
}

let search: Search | undefined
const port = globalThis as unknown as {
  postMessage(finding: SearchFinding): void
  addEventListener(type: 'message', listen: (event: MessageEvent<SearchQuestion | readonly SearchRow[]>) => void): void
}

port.addEventListener('message', ({ data }) => {
  if ('id' in data) port.postMessage(answer(data))
  else search = createSearch(data.map(documentOfRow))
})

function answer({ id, words }: SearchQuestion): SearchFinding {
  const { results = [], nearWords = [] } = search?.find(words, 100) ?? {}
  const found = results.map(({ document, reasons: [reason], strength, instead }) => ({
    slug: document.slug,
    isWeak: strength === 'weak',
    reason: reason ? { text: reason.text, ranges: reason.ranges } : null,
    instead: instead?.slug ?? null
  }))
  return { id, found, nearWords }
}
