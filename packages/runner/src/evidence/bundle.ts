/**
 * The bundle: the evidence as one JSON file, in which every byte counts.
 */
import { EVIDENCE_VERSION, evidenceSchema, schemaId, type Evidence, type RunEvent } from '@keys/schema'
import { digest } from '../digest.js'
import { readJournal, type ReadJournal } from '../journal.js'
import { timelineOf } from './records.js'

/** Evidence without the digest of its file. */
export type EvidenceContent = Omit<Evidence, 'digest'>

/**
 * What follows from a journal.
 * @param journal The file.
 * @returns The evidence up to a fault of the journal; null when not even its first event can be read.
 */
export function evidenceOf(journal: Uint8Array): EvidenceContent | null {
  return evidenceFrom(journal, readJournal(journal))
}

/** What follows from a journal that was read. */
export function evidenceFrom(journal: Uint8Array, { events, end, length }: ReadJournal): EvidenceContent | null {
  const [first] = events
  if (first?.type !== 'run-started') return null
  const lines = new TextDecoder('utf-8', { ignoreBOM: true })
    .decode(journal.subarray(0, length))
    .split('\n')
    .slice(0, -1)
  const last = endOf(events)
  return {
    $schema: schemaId('evidence'),
    evidenceVersion: EVIDENCE_VERSION,
    run: first.run,
    pack: first.pack,
    startedAt: first.at,
    endedAt: last?.at ?? null,
    end: last?.node ?? null,
    operators: events.flatMap((event) =>
      event.type === 'session-opened' ? [{ operator: event.operator, host: event.host, from: event.at }] : []
    ),
    head: { sequence: end.sequence, hash: end.head },
    timeline: timelineOf(events),
    journal: lines
  }
}

const LEAVING = ['decided', 'skipped', 'escalated', 'went-back', 'rollback-closed', 'pack-adopted']
/** What cannot follow the end of a run. */
const ONGOING = ['command-started', 'command-reported', 'input-set']

/**
 * Where a run ended: a node that is no step. An escalation from an action may have its rollback before it; whether the
 * text has one, the journal does not say, so that it counts as open as soon as something shows that it goes on.
 */
function endOf(events: readonly RunEvent[]): { node: string; at: string } | null {
  const index = events.findLastIndex(({ type }) => LEAVING.includes(type))
  const leaving = events[index]
  const goesOn = events
    .slice(index + 1)
    .some((event) => ONGOING.includes(event.type) || (event.type === 'session-closed' && event.reason !== 'ended'))
  switch (leaving?.type) {
    case 'decided':
    case 'skipped':
      if (!leaving.next.includes(':') || (leaving.next === 'stop:escalate' && goesOn)) return null
      return { node: leaving.next, at: leaving.at }
    case 'escalated':
      return goesOn ? null : { node: 'stop:escalate', at: leaving.at }
    case 'rollback-closed':
      return { node: 'stop:escalate', at: leaving.at }
    default:
      return null
  }
}

const DIGEST = /,\n {2}"digest": "([0-9a-f]{64})"\n\}\n$/

/**
 * Writes evidence as a bundle.
 * @param content The evidence.
 * @returns The text of the file.
 */
export function bundleText(content: EvidenceContent): string {
  const text = JSON.stringify(content, null, 2).slice(0, -2)
  return `${text},\n  "digest": "${digest(text)}"\n}\n`
}

/**
 * Reads a bundle.
 * @param text The text of the file.
 * @returns The evidence, or what is wrong with it.
 */
export function readBundle(text: string): { evidence: Evidence } | { fault: string } {
  const match = DIGEST.exec(text)
  if (!match) return { fault: 'it does not end with the digest of a bundle' }
  if (digest(text.slice(0, match.index)) !== match[1]) return { fault: 'it was changed: its digest is another' }
  const result = evidenceSchema.safeParse(parse(text))
  if (result.success) return { evidence: result.data }
  const [issue] = result.error.issues
  return { fault: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is no evidence'}` }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
