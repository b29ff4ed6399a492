/**
 * What an operator pastes, line by line, without what is different each time it happens.
 */
import { isCode, weightOf, wordsOf, type Word } from './words.js'

/** What says when, where and to whom something happened, not what; each bounded, so that no input takes long. */
const NOISE: readonly RegExp[] = [
  // Whatever is not to be seen.
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
  // As urllib3 writes an address, which is no pool of connections to a database.
  /\bHTTPS?ConnectionPool\(host='[^']{0,253}', port=\d{1,5}\)/g,
  /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}/g,
  // evt_1Nxyz..., req-8f3k2..., ip-10-0-3-12, web-7f9c8d4b5-x2x9k
  /\b[a-z]{2,8}(?:_(?:live|test))?_(?=[A-Za-z]{0,40}\d)[A-Za-z\d]{8,128}\b/g,
  /\b[a-z]{1,20}(?:-[a-z]{1,20}){0,3}-(?=[a-z]{0,12}\d)[a-z\d]{5,12}(?:-[a-z\d]{4,8})?\b/g,
  /\bip(?:-\d{1,3}){4}\b/g,
  // 15000ms, 3.2 s, 40 %, main.js:12:7, :5432, pid=812, line 42, took 503
  /\b\d+(?:\.\d+)? ?(?:ms|millis|milliseconds?|s|sec|secs|seconds|min|minutes|h|hours|days|[kmg]i?b|bytes|rows|times|%)(?![\w-])/gi,
  /(?<=\.\w{1,4}):\d+(?::\d+)?/g,
  /(?<=[a-z\]]):\d{2,5}\b/gi,
  /\b(?:pid|line|port|process|thread|attempt|retry|took|after|duration|size|count)[ =:#"]{1,3}\d+/gi
]

// Colors of a terminal.
// oxlint-disable-next-line no-control-regex
const COLORS = /\u001B\[[\d;?]{0,20}[ -/]?[@-~]/g
/** Where a line ends: also one inside of a text of JSON, which has the lines of a stack trace as one. */
const LINE_END = /\r\n|[\n\r\u2028\u2029]|\\r?\\n(?=\\t|\s|at |Caused|Error|[A-Z])/

/** A line that says that something went wrong, and one that says that all is as always. */
const ERROR =
  /\b(?:fatal|panic|emerg|alert|crit|critical|severe|error|err|exception|caused by|fail|failed|failure|refused|denied|sqlstate|uncaught|unhandled)\b|(?:Error|Exception)\b/i
const WARNING = /\bwarn(?:ing)?\b/i
const ROUTINE = /(?:^|[\s"[(=:])(?:info|debug|trace|notice|verbose)(?=$|[\s"\]):,|])/i
/** A line of a stack trace that only says where. */
const FRAME = /^\s*(?:at\s+\S|File ".*", line|\.{3} \d+ more|from \S+:\d+:in |#\d+\s)/

/** Up to so many words, lines that were pasted together may be one text that was broken. */
const MAX_WHOLE = 80

/** A word of a query. */
export interface Term extends Word {
  /** What it weighs beside how rare it is. */
  weight: number
}

/** A line of a query, or the whole of a short one. */
export interface Part {
  /** The words in their order. */
  terms: readonly Term[]
  /** From 0 to 1: how much it counts. The newest lines and those that say error count most. */
  weight: number
  /** Its place among the lines, from 1; null for the whole. */
  line: number | null
  /** As it was given. */
  text: string
}

/** A query that was understood. */
export interface Query {
  /** Those that count most first. */
  parts: readonly Part[]
  /** How many lines were given, without empty ones. */
  lines: number
  /** What was searched for, as text. */
  text: string
}

/**
 * Understands what was typed or pasted: words, an error code, an alert name, a log line or a whole log. Every line of a
 * log counts, of equal ones the newest.
 * @param typed Any text.
 */
export function readQuery(typed: string): Query {
  const given = typed.replace(COLORS, '').split(LINE_END)
  const lines = new Map<string, Part & { quiet: string }>()
  // What comes again, to the letter, counts at its newest place.
  const newest = new Map<string, number>()
  for (const [index, text] of given.entries()) if (text.trim() !== '') newest.set(text, index)
  const count = given.reduce((sum, text) => sum + (newest.has(text) ? 1 : 0), 0)
  for (const [text, index] of [...newest].toSorted((a, b) => a[1] - b[1])) {
    const quiet = NOISE.reduce((rest, noise) => rest.replace(noise, ' '), text)
      .replace(/\s+/g, ' ')
      .trim()
    const terms = termsOf(quiet)
    const key = terms.map(({ stem }) => stem).join(' ')
    lines.delete(key)
    lines.set(key, { terms, weight: weightOfLine(text), line: index + 1, text: text.trim(), quiet })
  }
  const last = Math.max(...[...lines.values()].map(({ line }) => line ?? 0), 1)
  const parts: Part[] = [...lines.values()].map(({ quiet: _, ...part }) => ({
    ...part,
    weight: lines.size === 1 ? 1 : part.weight * (0.8 + (0.2 * (part.line ?? 0)) / last)
  }))
  const terms = parts.flatMap((part) => part.terms)
  if (parts.length > 1 && terms.length <= MAX_WHOLE) {
    parts.push({ terms: placedAnew(parts), weight: 0.9, line: null, text: typed.trim() })
  }
  const text = [...lines.values()].map(({ quiet }) => quiet).join('\n')
  return {
    parts: parts.filter((part) => part.terms.length > 0).toSorted((a, b) => b.weight - a.weight),
    lines: count,
    text
  }
}

function termsOf(quiet: string): Term[] {
  return wordsOf(quiet)
    .filter(({ raw }) => raw.length < 64 && (!isCode(raw) || raw.length > 2))
    .map((word) => ({ ...word, weight: weightOf(word) }))
}

/** The words of all lines as those of one, in the order of the lines. */
function placedAnew(parts: readonly Part[]): Term[] {
  return parts.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).flatMap(({ terms }) => terms)
}

function weightOfLine(text: string): number {
  if (FRAME.test(text)) return 0.35
  // `INFO 0 errors` is routine, `ERROR info missing` is not: what stands first says which.
  const routine = ROUTINE.exec(text)?.index ?? Infinity
  const error = ERROR.exec(text)?.index ?? Infinity
  if (error < routine) return 1
  if (WARNING.test(text)) return 0.85
  return routine < Infinity ? 0.4 : 0.75
}
