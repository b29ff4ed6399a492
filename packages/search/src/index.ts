export {
  isSearchDocument,
  searchDocument,
  searchDocumentOfEntry,
  type SearchDocument,
  type SearchedRunbook,
  type SearchRedirection,
  type SearchSignal
} from './document.js'
export type { SearchReason } from './reasons.js'
export { createSearch, type Search, type SearchAnswer, type SearchInstead, type SearchResult } from './search.js'
