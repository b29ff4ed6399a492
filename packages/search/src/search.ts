/**
 * Search over packs: from words, an error text or an alert name to runbooks, with the reasons.
 */
import { idsOf } from './meanings.js'
import { readQuery } from './query.js'
import { SearchIndex } from './packs.js'
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
  const sorted = documents.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const index = new SearchIndex(sorted)
  return {
    find(typed, limit = 5) {
      const query = readQuery(typed)
      const scored = scoreOf(query, index)
      const best = scored[0]?.score ?? 0
      const results = scored
        .filter(({ score, redirection }) => redirection !== null || score >= best * LEAST_SHARE)
        .slice(0, limit)
        .flatMap((one) => {
          const document = sorted[one.document]
          return document ? [resultOf(one, document, index, query.lines)] : []
        })
      const nearWords = results.length > 0 ? [] : index.nearWords(query)
      return { results, searched: query.text, lines: query.lines, nearWords }
    }
  }
}

function resultOf<Document extends SearchDocument>(
  scored: Scored,
  document: Document,
  index: SearchIndex,
  lines: number
): SearchResult<Document> {
  const { redirection, part } = scored
  const instead = redirection && {
    slug: redirection.target,
    text: redirection.text,
    ranges: rangesOf(redirection.text, idsOf(scored.meant), index.vocabulary)
  }
  const reasons = reasonsOf(scored, index)
  return {
    document,
    score: Math.round(scored.score * 1000) / 1000,
    // Why it came up at all is enough of a pack that is not to be used.
    reasons: instead ? reasons.slice(0, 1) : reasons,
    instead,
    strength: scored.isStrong ? 'strong' : 'weak',
    words: scored.words,
    line: lines > 1 && part.line !== null ? { number: part.line, text: part.text } : null
  }
}
