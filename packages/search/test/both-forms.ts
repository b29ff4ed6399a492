import { expect } from 'vitest'
import { createSearch as create, openSearch, packSearch, type Search, type SearchDocument } from '../src/index.js'

/** A search of which each answer was given twice: by the packs themselves, and by the bytes that are kept of them. */
export function createSearch<Document extends SearchDocument>(documents: readonly Document[]): Search<Document> {
  const search = create(documents)
  const opened = openSearch<Document>(packSearch(documents))
  expect(opened.count).toBe(search.count)
  return {
    count: search.count,
    find(query, limit) {
      const answer = search.find(query, limit)
      expect(opened.find(query, limit)).toEqual(answer)
      return answer
    }
  }
}
