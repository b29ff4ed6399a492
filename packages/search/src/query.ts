/**
 * What an operator pastes, without what is different each time it happens.
 */
import { isCode, weightOf, wordsOf, type Word } from './words.js'

/** A query longer than this is cut: the rest of a stack trace says nothing new. */
const MAX_LENGTH = 10_000
const MAX_WORDS = 96

/** What says when, where and to whom something happened, not what; each bounded, so that no input takes long. */
const NOISE: readonly RegExp[] = [
  // Colours of a terminal, and whatever else is not to be seen.
  // oxlint-disable-next-line no-control-regex
  /\u001B\[[\d;?]{0,20}[ -/]?[@-~]/g,
  /\p{Cc}|\p{Cf}/gu,
  // 2026-11-23T03:12:09.401Z, 23/Nov/2026:03:12:09 +0000, Nov 23 03:12:09, 03:12:09,401
  /\b\d{4}[-/]\d{2}[-/]\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?/g,
  /\b\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2}(?: [+-]\d{4})?/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2}(?:,? \d{4})?\b/g,
  /\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?Z?/g,
  // UUIDs, hashes, addresses
  /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi,
  /\b(?:0x)?(?=[a-f]{0,40}\d)[\da-f]{8,128}\b/gi,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g,
  /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}/g,
  // evt_1Nxyz..., req-8f3k2..., ip-10-0-3-12, web-7f9c8d4b5-x2x9k
  /\b[a-z]{2,8}(?:_(?:live|test))?_(?=[A-Za-z]{0,40}\d)[A-Za-z\d]{8,128}\b/g,
  /\b[a-z]{1,20}(?:-[a-z]{1,20}){0,3}-(?=[a-z]{0,12}\d)[a-z\d]{5,12}(?:-[a-z\d]{4,8})?\b/g,
  /\bip(?:-\d{1,3}){4}\b/g,
  // 15000ms, 3.2 s, 40 %, main.js:12:7, :5432, pid=812, line 42, took 503
  /\b\d+(?:\.\d+)? ?(?:ms|s|sec|secs|seconds|min|minutes|h|hours|days|[kmg]i?b|bytes|rows|times|%)(?![\w-])/gi,
  /(?<=\.\w{1,4}):\d+(?::\d+)?/g,
  /(?<=[a-z\]]):\d{2,5}\b/gi,
  /\b(?:pid|line|port|process|thread|attempt|retry|took|after|duration|size|count)[ =:#"]{1,3}\d+/gi
]

/** A word of a query. */
export interface Term extends Word {
  /** What it weighs beside how rare it is. */
  weight: number
}

/** A query that was understood. */
export interface Query {
  /** The words in their order, without repetitions of long tails. */
  terms: readonly Term[]
  /** What was searched for, as text. */
  text: string
}

/**
 * Understands what was typed or pasted: words, an error code, an alert name or a whole log line.
 * @param typed Any text.
 */
export function readQuery(typed: string): Query {
  const quiet = NOISE.reduce((text, noise) => text.replace(noise, ' '), typed.slice(0, MAX_LENGTH))
  const words = wordsOf(quiet)
    .filter(({ raw }) => raw.length < 64 && (!isCode(raw) || raw.length > 2))
    .slice(0, MAX_WORDS)
  const terms = words.map((word) => ({ ...word, weight: weightOf(word) }))
  return { terms, text: quiet.replace(/\s+/g, ' ').trim() }
}
