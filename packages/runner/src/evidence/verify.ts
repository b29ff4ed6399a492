/**
 * Whether evidence is what was recorded: the file, the chain, what follows from it, and the head.
 */
import { EVIDENCE_VERSION, evidenceSchema, type Evidence, type RunEvent } from '@keys/schema'
import { readJournal, type ReadJournal } from '../journal/journal.js'
import { bundleText, endOf, evidenceFrom, readBundle, type EvidenceContent } from './bundle.js'
import { clockJumps, clockSentences } from './clock.js'
import { hasWindowsLineEnds, kindOfFile, withLineFeeds, type FileKind } from './kind-of-file.js'
import { unwrappedEvidence } from './saved-again.js'

/** What is wrong with evidence. */
export interface EvidenceFault {
  /**
   * What does not hold: the file as a whole, its line ends alone, how it was saved, its version, the chain of events, what follows from them,
   * or the head.
   */
  of: 'file' | 'line-ends' | 'saved-again' | 'version' | 'chain' | 'timeline' | 'head'
  /** The event at which it breaks; null when it is of no single one. */
  event: number | null
  message: string
}

export interface Verification {
  /** What the file is; `report` and `other` are no evidence, so that nothing is said of what they hold. */
  kind: FileKind
  faults: readonly EvidenceFault[]
  /** What could not be looked at, in sentences; it is no fault. */
  notices: readonly string[]
  /** What follows from the journal, up to a fault of its chain; null when it is that of no run. */
  evidence: EvidenceContent | null
}

/** What was read of a file. */
interface Reading {
  journal: Uint8Array
  faults: EvidenceFault[]
  /** The bundle; null for a journal, and for a bundle that was changed. */
  bundle: { evidence: Evidence; text: string } | null
}

/**
 * Verifies a bundle or a journal. It needs nothing else.
 * @param bytes The file.
 * @param head The head that the run showed at its end, 64 hexadecimal digits; without it nobody can tell whether the
 *   last events were taken away, or the whole was rewritten.
 */
export function verifyEvidence(bytes: Uint8Array, head?: string): Verification {
  const kind = kindOfFile(bytes)
  if (kind === 'report') return { kind, faults: [NO_EVIDENCE], notices: [], evidence: null }
  const isNone = kind === 'run-bundle' || kind === 'other'
  const verification = { kind, ...verifyBytes(bytes, head) }
  if (!isNone && verification.faults.length === 0) return verification
  // With the line ends that it had, it may be whole: then nobody forged it, and it is to be sent again as a file.
  if (!isNone && hasWindowsLineEnds(bytes)) {
    const restored = { kind, ...verifyBytes(withLineFeeds(bytes), head) }
    if (restored.faults.length === 0) return { ...restored, faults: [LINE_ENDS] }
  }
  const before = unwrappedEvidence(bytes)
  const inside = before === null ? null : { kind: kindOfFile(before), ...verifyBytes(before, head) }
  if (inside?.faults.length === 0) return { ...inside, faults: [SAVED_AGAIN] }
  return isNone ? { kind, faults: [OTHER_FILE], notices: [], evidence: null } : verification
}

const NO_EVIDENCE: EvidenceFault = {
  of: 'file',
  event: null,
  message: 'This is a report for people. It holds no journal that could be verified: ask for the JSON bundle.'
}

const OTHER_FILE: EvidenceFault = {
  of: 'file',
  event: null,
  message: 'This is not evidence: neither a bundle of keys report --format json, nor the journal of a run.'
}

const SAVED_AGAIN: EvidenceFault = {
  of: 'saved-again',
  event: null,
  message:
    'It was saved again by a program that formats what it saves, or copied out of a text. What is in it holds: ask for the file itself.'
}

const LINE_ENDS: EvidenceFault = {
  of: 'line-ends',
  event: null,
  message:
    'Only its line ends were changed (CRLF in place of LF), as a mail program or a repository does. With LF everything in it holds: ask for the file itself, or convert it.'
}

function verifyBytes(bytes: Uint8Array, head?: string): Omit<Verification, 'kind'> {
  const { journal, faults, bundle } = isBundle(bytes) ? fromBundle(bytes) : { journal: bytes, faults: [], bundle: null }
  const read = readJournal(journal)
  const { fault, end } = read
  const notices = clockSentences(clockJumps(read.events))
  const evidence = evidenceFrom(journal, read)
  const all: EvidenceFault[] = [...faults]
  if (fault) {
    const message = `The chain breaks at event ${fault.line}: ${fault.reason}.`
    all.push({ of: 'chain', event: fault.line, message })
  } else if (evidence === null) {
    all.push({ of: 'chain', event: 1, message: 'The chain begins with no run: its first event is missing.' })
  } else {
    if (bundle) all.push(...compare(bundle.evidence, bundle.text, evidence))
    if (head !== undefined && head.trim().toLowerCase() !== end.head) {
      const added = addedAfter(read, head)
      if (added === null) all.push(headFault(read, head))
      else notices.push(added)
    }
  }
  return { faults: all, notices, evidence }
}

/** What may follow the end of a run without changing what was done in it: files that are kept with it. */
const AFTERWARDS: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'session-opened',
  'session-closed',
  'attached',
  'lock-taken-over',
  'torn-line-set-aside'
])

/**
 * The heads that a run had since its end, the first one first: nothing but files was added after them. None while it is open.
 * @param events The events of its journal.
 */
export function headsSinceEnd(events: readonly RunEvent[]): string[] {
  const last = events.findLastIndex(({ type }) => !AFTERWARDS.has(type))
  return endOf(events) === null ? [] : events.slice(last).map(({ hash }) => hash)
}

/** A head of a run that had ended, and what was added to it since; null for another head. */
function addedAfter({ events }: ReadJournal, wanted: string): string | null {
  const head = wanted.trim().toLowerCase()
  if (!headsSinceEnd(events).includes(head)) return null
  const at = events.findIndex(({ hash }) => hash === head)
  const added = events.slice(at + 1)
  const files = added.filter(({ type }) => type === 'attached').length
  const what = files === 0 ? 'no file' : files === 1 ? '1 file' : `${files} files`
  return `The head that was given is that of event ${at + 1}, when the run had ended. It does not cover what was added later: ${what}, in ${added.length} events.`
}

function headFault({ events, end }: ReadJournal, wanted: string): EvidenceFault {
  const earlier = events.find(({ hash }) => hash === wanted.trim().toLowerCase())
  const message = earlier
    ? `The head that was given is that of event ${earlier.sequence}. Up to there nothing was changed; ${end.sequence - earlier.sequence} events were added after it, and nothing proves these.`
    : `The head is ${end.head}, not ${wanted.trim()}: events were removed or added, or the whole journal was rewritten.`
  return { of: 'head', event: earlier?.sequence ?? null, message }
}

/** A bundle begins with a brace on a line of its own, a journal with its first event. */
function isBundle(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b && (bytes[1] === 0x0a || bytes[1] === 0x0d)
}

function fromBundle(bytes: Uint8Array): Reading {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  // Faulty bytes become the same sign, whatever they were: they would not show in the digest.
  const isSame = sameBytes(bytes, new TextEncoder().encode(text))
  const read = isSame ? readBundle(text) : { fault: 'it is not UTF-8 text' }
  if ('evidence' in read) {
    return { journal: linesOf(read.evidence.journal), faults: [], bundle: { evidence: read.evidence, text } }
  }
  const message = `The bundle cannot be trusted: ${read.fault}.`
  // The journal in it has a chain of its own, that may still show where.
  return { journal: linesOf(journalLines(text)), faults: [{ of: 'file', event: null, message }], bundle: null }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** The lines of the journal in a bundle that may be damaged; one that cannot be read stands for itself. */
function journalLines(text: string): string[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.trim() === '"journal": [') + 1
  if (start === 0) return []
  const length = lines.slice(start).findIndex((line) => /^ {2}[^ ]/.test(line))
  return lines.slice(start, length === -1 ? undefined : start + length).map(unquoted)
}

function unquoted(line: string): string {
  try {
    return String(JSON.parse(line.trim().replace(/,$/, '')))
  } catch {
    return line
  }
}

function linesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}

/** What stands beside the journal must be what follows from it. */
function compare(written: Evidence, text: string, derived: EvidenceContent): EvidenceFault[] {
  if (bundleText(derived) === text) return []
  const faults: EvidenceFault[] = []
  if (written.evidenceVersion !== EVIDENCE_VERSION) {
    const message = `The bundle says that it has version ${written.evidenceVersion}; this keys knows ${EVIDENCE_VERSION}. Its readable part cannot be checked: take the keys that wrote it.`
    return [{ of: 'version', event: null, message }]
  }
  // Read as the written one was, so that both have their fields in the same order.
  const { timeline, $schema, evidenceVersion, digest, ...rest } = evidenceSchema.parse({
    ...derived,
    digest: written.digest
  })
  const length = Math.max(timeline.length, written.timeline.length)
  for (let index = 0; index < length; index++) {
    if (isSame(timeline[index], written.timeline[index])) continue
    const message = `The timeline is not that of the journal at event ${index + 1}.`
    faults.push({ of: 'timeline', event: index + 1, message })
    break
  }
  for (const [name, value] of Object.entries(rest)) {
    if (isSame(value, Reflect.get(written, name))) continue
    faults.push({ of: 'timeline', event: null, message: `“${name}” is not what follows from the journal.` })
  }
  if (faults.length > 0) return faults
  return [{ of: 'timeline', event: null, message: 'The bundle holds something that does not follow from its journal.' }]
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
