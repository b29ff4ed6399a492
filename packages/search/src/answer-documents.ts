/**
 * Answers as machines get them: the packs by what they are called, and why each was found.
 */
import type { AlertCandidate } from './alert/found-candidates.js'
import type { AlertAnswer } from './alert/match-alert.js'
import type { NormalizedAlert } from './alert/normalized-alert.js'
import type { SearchDocument } from './document.js'
import type { SearchAnswer, SearchResult } from './search.js'

/** What is listed of a pack that was found. */
export interface ListedDocument extends Pick<SearchDocument, 'slug' | 'title' | 'severity'> {
  /** The name of its package. */
  package: string
  origin: string
  /** Path of its folder. */
  path: string
}

/** What a search came to, as `keys find --format json` gives it. */
export interface AnswerDocument extends Omit<SearchAnswer, 'results'> {
  /** How many bytes of the query were left out. */
  leftOutBytes: number
  /** How many packs were searched. */
  packs: number
  results: readonly (ListedDocument & Omit<SearchResult, 'document'>)[]
}

/**
 * What a search came to, for machines.
 * @param answer What it came to.
 * @param packs How many packs were searched.
 * @param leftOutBytes How many bytes of the query were left out.
 */
export function answerDocument(
  { results, ...answer }: SearchAnswer<SearchDocument & ListedDocument>,
  packs: number,
  leftOutBytes: number
): AnswerDocument {
  const listed = results.map(({ document: { slug, package: name, title, severity, origin, path }, ...result }) => {
    return { slug, package: name, title, severity, origin, path, ...result }
  })
  return { ...answer, leftOutBytes, packs, results: listed }
}

/** An alert and the runbooks for it, as `keys find --alert --format json` gives them. */
export interface AlertDocument extends Omit<AlertAnswer, 'candidates'> {
  alert: NormalizedAlert
  /** How many packs were looked at. */
  packs: number
  candidates: readonly (Pick<ListedDocument, 'slug' | 'package' | 'title'> &
    Pick<AlertCandidate, 'evidence' | 'reasons'> & { instead: { slug: string | null; text: string } | null })[]
}

/**
 * What an alert came to, for machines.
 * @param alert The alert.
 * @param answer What it came to.
 * @param packs How many packs were looked at.
 */
export function alertDocument(
  alert: NormalizedAlert,
  { candidates, ...answer }: AlertAnswer<SearchDocument & ListedDocument>,
  packs: number
): AlertDocument {
  const listed = candidates.map(({ document: { slug, package: name, title }, evidence, reasons, instead }) => {
    return {
      slug,
      package: name,
      title,
      evidence,
      reasons,
      instead: instead && { slug: instead.slug, text: instead.text }
    }
  })
  return { alert, packs, ...answer, candidates: listed }
}
