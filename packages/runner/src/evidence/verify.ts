/**
 * Whether evidence is what was recorded: the file, the chain, what follows from it, and the head.
 */
import { EVIDENCE_VERSION, evidenceSchema, type Evidence } from '@keys/schema'
import { readJournal } from '../journal/journal.js'
import { bundleText, evidenceFrom, readBundle, type EvidenceContent } from './bundle.js'
import { clockJumps, clockSentences } from './clock.js'
import { LINE_ENDS, NO_EVIDENCE, OTHER_FILE, SAVED_AGAIN, type EvidenceFault } from './evidence-faults.js'
import { comparedHead } from './heads.js'
import { hasWindowsLineEnds, kindOfFile, withLineFeeds, type FileKind } from './kind-of-file.js'
import { unwrappedEvidence } from './saved-again.js'

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

function verifyBytes(bytes: Uint8Array, head?: string): Omit<Verification, 'kind'> {
  const { journal, faults, bundle } = isBundle(bytes) ? fromBundle(bytes) : { journal: bytes, faults: [], bundle: null }
  const read = readJournal(journal)
  const { fault } = read
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
    const compared = head === undefined ? null : comparedHead(read, head)
    if (compared?.fault) all.push(compared.fault)
    if (compared?.notice) notices.push(compared.notice)
  }
  return { faults: all, notices, evidence }
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
