/**
 * The journal as text: one event a line, each bound to the one before by its hash.
 */
import { runEventSchema, type RunEvent, type RunEventBody } from '@keys/schema'
import { digest } from './digest.js'

/** What the first line names as the hash of the line before. */
export const CHAIN_START = '0'.repeat(64)

/** The end of a chain. */
export interface ChainEnd {
  /** The number of the last event; 0 before the first. */
  sequence: number
  /** Its hash. */
  head: string
}
export const NO_EVENTS: ChainEnd = { sequence: 0, head: CHAIN_START }

/**
 * Writes an event as a line.
 * @param body What happened.
 * @param at When, ISO 8601 in UTC.
 * @param end The end of the chain so far.
 * @returns The line, with its line feed, and the event.
 */
export function writeEvent(body: RunEventBody, at: string, end: ChainEnd): { line: string; event: RunEvent } {
  const place = { sequence: end.sequence + 1, at, previous: end.head }
  const text = JSON.stringify({ sequence: place.sequence, at, ...body, previous: place.previous })
  const hash = digest(text)
  return { line: `${text.slice(0, -1)},"hash":"${hash}"}\n`, event: { ...body, ...place, hash } }
}

/** Where a journal stops to be one. */
export interface JournalFault {
  /** The line, from 1. */
  line: number
  /** What is wrong with it. */
  reason: string
}

export interface ReadJournal {
  /** The events up to a fault, or all. */
  events: readonly RunEvent[]
  end: ChainEnd
  /** Null when every line is whole, in its place and unchanged. */
  fault: JournalFault | null
  /** Bytes of the whole lines that were read; what follows is faulty or torn. */
  length: number
  /** Whether what follows can be the trace of a crash: a last line that was not written to its end. */
  isTorn: boolean
}

const LINE = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/s

/**
 * Reads a journal, and checks its chain.
 * @param bytes The file.
 * @returns What could be read. This never throws.
 */
export function readJournal(bytes: Uint8Array): ReadJournal {
  const events: RunEvent[] = []
  let end = NO_EVENTS
  let start = 0
  for (;;) {
    const feed = bytes.indexOf(0x0a, start)
    const read = { events, end, length: start }
    if (feed === -1) {
      if (start === bytes.length) return { ...read, fault: null, isTorn: false }
      return { ...read, fault: { line: events.length + 1, reason: 'it was not written to its end' }, isTorn: true }
    }
    const event = readLine(bytes.subarray(start, feed), end)
    if (typeof event === 'string') {
      const isTorn = feed === bytes.length - 1 && isHoled(bytes.subarray(start, feed), end)
      return { ...read, fault: { line: events.length + 1, reason: event }, isTorn }
    }
    events.push(event)
    end = { sequence: event.sequence, head: event.hash }
    start = feed + 1
  }
}

/**
 * Whether a line was never written whole: a file system leaves zeros where a block is missing, and no event has any. A
 * whole event before the first zero was written to its end, so what stands there was changed later.
 */
function isHoled(line: Uint8Array, before: ChainEnd): boolean {
  const zero = line.indexOf(0)
  return zero !== -1 && typeof readLine(line.subarray(0, zero), before) === 'string'
}

// Fatal: different faulty bytes become the same text otherwise, and their hash would not tell.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

/** An event, or what is wrong with its line. */
function readLine(bytes: Uint8Array, before: ChainEnd): RunEvent | string {
  const text = decoded(bytes)
  if (text === null) return 'it is not UTF-8 text'
  const [, content, hash] = LINE.exec(text) ?? []
  if (content === undefined) return 'it is not an event with a hash'
  if (digest(`${content}}`) !== hash) return 'it was changed: its hash does not match'
  const value = parse(text)
  const result = runEventSchema.safeParse(value)
  if (!result.success) return 'it is not an event that this version knows'
  const event = result.data
  // What a schema drops, and what a second reader could see otherwise, is no part of what was recorded.
  if (JSON.stringify(value) !== text)
    return 'it is not written as events are: a name stands twice in it, or it was rewritten'
  const unknown = unknownField(value, event)
  if (unknown !== null) return `it has a field that this version does not know: ${unknown}`
  if (event.previous !== before.head) return 'it does not follow the line before: a line was changed, added or removed'
  if (event.sequence !== before.sequence + 1) return `its number is ${event.sequence}, not ${before.sequence + 1}`
  return event
}

/**
 * The content hashes of the texts that a run followed, in the order of its events.
 * @param events Its events.
 */
export function followedTexts(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'run-started') return [event.pack.contentHash]
    return event.type === 'version-switched' ? [event.contentHash] : []
  })
}

/** The path of a field of a value that its event does not have; null for none. */
function unknownField(value: unknown, event: unknown): string | null {
  if (!isRecord(value)) return null
  for (const [name, part] of Object.entries(value)) {
    if (!isRecord(event) || !Object.hasOwn(event, name)) return name
    const within = unknownField(part, event[name])
    if (within !== null) return `${name}.${within}`
  }
  return null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
