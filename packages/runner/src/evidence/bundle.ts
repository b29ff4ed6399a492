/**
 * The bundle: the evidence as one JSON file, in which every byte counts.
 */
import {
  EVIDENCE_VERSION,
  evidenceSchema,
  schemaId,
  type Evidence,
  type RunEvent,
  type RunEventType
} from '@keys/schema'
import { endingOf } from '@keys/parser/model'
import { digest } from '../journal/digest.js'
import { ENDED_EARLY, ESCALATED } from '../run/evolve.js'
import { readJournal, type ReadJournal } from '../journal/journal.js'
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
    operators: events.flatMap((event) => {
      if (event.type !== 'session-opened') return []
      const { operator, account, host, at } = event
      return [{ operator, ...(account === operator ? {} : { account }), host, from: at }]
    }),
    head: { sequence: end.sequence, hash: end.head },
    timeline: timelineOf(events),
    journal: lines
  }
}

/** What leaves a step, or takes one up again. */
const LEAVING: ReadonlySet<string> = new Set<RunEventType>([
  'decided',
  'skipped',
  'escalated',
  'went-back',
  'rollback-closed',
  'version-switched',
  'run-ended',
  'run-reopened'
])

/** Where a run ended: a node that is no step; null while it is open. */
export function endOf(events: readonly RunEvent[]): { node: string; at: string } | null {
  const leaving = events.findLast(({ type }) => LEAVING.has(type))
  switch (leaving?.type) {
    case 'decided':
    case 'skipped': {
      const isOpen = endingOf(leaving.next) === null || (leaving.type === 'decided' && leaving.rollback)
      return isOpen ? null : { node: leaving.next, at: leaving.at }
    }
    case 'escalated':
      return leaving.rollback ? null : { node: ESCALATED, at: leaving.at }
    case 'run-ended':
      return { node: ENDED_EARLY, at: leaving.at }
    case 'rollback-closed':
      return { node: ESCALATED, at: leaving.at }
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
  return { fault: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is not evidence'}` }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
