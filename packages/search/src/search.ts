/**
 * Search over packs: from words, an error text or an alert name to runbooks, with the reasons.
 */
import { idsOf } from './meanings.js'
import { readQuery, type Query } from './query.js'
import { BuiltIndex } from './built-index.js'
import { packIndex, PackedIndex } from './packed-index.js'
import type { SearchIndex } from './search-index.js'
import { scoreOf } from './score.js'
import type { Scored } from './scored.js'
import { rangesOf, reasonsOf, type Range, type SearchReason } from './reasons.js'
import type { SearchDocument } from './document.js'

/** The better pack, where "when not to use" fits the query better than what the pack is for. */
export interface SearchInstead {
  /** Its slug; null when the runbook says to escalate. */
  slug: string | null
  /** The case, as the runbook has it. */
  text: string
  /** What of it was found. */
  ranges: readonly Range[]
}

/** A pack that was found. */
export interface SearchResult<Document extends SearchDocument = SearchDocument> {
  document: Document
  /** Higher is better; comparable within one answer only. */
  score: number
  /** Why it was found, the strongest first. */
  reasons: readonly SearchReason[]
  instead: SearchInstead | null
  /** `weak`: only some words fit, which fit many things. Such a pack is to be looked at, not to be followed. */
  strength: 'strong' | 'weak'
  /** Words of the query that the pack has, as typed. */
  words: readonly string[]
  /** Of a query of several lines the one that led here, with its place from 1; null when all of it did. */
  line: { number: number; text: string } | null
}

/** What a search came to. */
export interface SearchAnswer<Document extends SearchDocument = SearchDocument> {
  /** The packs, the best first. */
  results: readonly SearchResult<Document>[]
  /** What was searched for: the query without times, ids and other noise. Every line of it counted. */
  searched: string
  /** How many lines were searched for. */
  lines: number
  /** When nothing was found: words of the packs that are near those of the query. */
  nearWords: readonly string[]
}

/** Packs that can be searched. */
export interface Search<Document extends SearchDocument = SearchDocument> {
  /** How many packs there are. */
  readonly count: number
  /**
   * Searches the packs.
   * @param query Words, an error code, an alert name, a log line or a whole log.
   * @param limit How many packs at most; 5 when absent.
   */
  find(query: string, limit?: number): SearchAnswer<Document>
}

/** Packs that score less than this share of the best one are left out. */
const LEAST_SHARE = 0.2

/**
 * Prepares packs for any number of searches.
 * @param documents What is searched; the order does not matter.
 */
export function createSearch<Document extends SearchDocument>(documents: readonly Document[]): Search<Document> {
  return searchIn(new BuiltIndex(bySlug(documents)))
}

/**
 * Prepares packs for searches of other processes: `openSearch` takes a fraction of the time.
 * @param documents What is searched; results hold all that JSON keeps of them.
 * @returns Bytes for this version of the library, on this machine.
 */
export function packSearch(documents: readonly SearchDocument[]): Uint8Array {
  return packIndex(new BuiltIndex(bySlug(documents)))
}

/**
 * Opens packs that were prepared: every search finds what it finds after `createSearch`.
 * @param bytes What `packSearch` gave.
 * @throws When it is something else, or damaged.
 */
export function openSearch<Document extends SearchDocument>(bytes: Uint8Array): Search<Document> {
  return searchIn(new PackedIndex<Document>(bytes))
}

function bySlug<Document extends SearchDocument>(documents: readonly Document[]): Document[] {
  return documents.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

function searchIn<Document extends SearchDocument>(index: SearchIndex<Document>): Search<Document> {
  return {
    count: index.count,
    find(typed, limit = 5) {
      const query = readQuery(typed)
      const scored = scoreOf(query, index)
      const best = Math.max(0, ...scored.map(({ score }) => score))
      const results = scored
        .filter(({ score, redirection }) => redirection !== null || score >= best * LEAST_SHARE)
        .slice(0, limit)
        .map((one) => resultOf(one, index, query.lines))
      const nearWords = results.length > 0 ? [] : nearWordsIn(query, index)
      return { results, searched: query.text, lines: query.lines, nearWords }
    }
  }
}

/** Words of the packs that those of a query may have meant, the nearest first. */
function nearWordsIn({ parts }: Query, { vocabulary }: SearchIndex): string[] {
  const near = parts
    .flatMap(({ terms }) => terms)
    .filter(({ weight }) => weight >= 1)
    .slice(0, 8)
    .flatMap(({ stem, raw }) => vocabulary.near(stem, raw).slice(0, 2))
  return [...new Set(near.toSorted((a, b) => b.quality - a.quality).map(({ id }) => vocabulary.shown(id)))]
}

function resultOf<Document extends SearchDocument>(
  scored: Scored,
  index: SearchIndex<Document>,
  lines: number
): SearchResult<Document> {
  const { redirection, part } = scored
  const item = redirection === null ? null : index.item(redirection)
  const instead = item && {
    slug: item.target,
    text: item.text,
    ranges: rangesOf(item.text, idsOf(scored.meant), index.vocabulary)
  }
  const reasons = reasonsOf(scored, index)
  return {
    document: index.document(scored.document),
    score: Math.round(scored.score * 1000) / 1000,
    // Why it came up at all is enough of a pack that is not to be used.
    reasons: instead ? reasons.slice(0, 1) : reasons,
    instead,
    strength: scored.isStrong ? 'strong' : 'weak',
    words: scored.words,
    line: lines > 1 && part.line !== null ? { number: part.line, text: part.text } : null
  }
}
