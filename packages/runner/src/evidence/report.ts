/**
 * The parts of a report for people, the same in every format.
 */
import type { EvidenceRecord } from '@keys/schema'
import type { EvidenceContent } from './bundle.js'
import { clockJumps, clockSentences } from './clock.js'
import { confirmerOf, endInShort, processEndInShort } from './format.js'

/** A line of facts: a name and its value. */
export interface Fact {
  name: string
  value: string
  /** Whether the value is shown as it is, letter by letter. */
  isCode: boolean
}

/** How somebody checks evidence; the commands can be typed as they are. */
export interface HowToVerify {
  text: string
  code: string
}

/** The name under which heads are signed. */
export const SIGNATURE_NAMESPACE = 'keys-run'

/**
 * What stands at the top of a report.
 * @param evidence The evidence.
 */
export function headerOf({ run, pack, startedAt, endedAt, end, operators, head, timeline }: EvidenceContent): Fact[] {
  const { name, version, contentHash, complianceRelevance } = pack
  const who = [...new Set(operators.map(({ operator, host }) => `${operator} on ${host}`))]
  return [
    fact('Outcome', endInShort(end)),
    fact('Runbook', `${name} ${version}`),
    fact('Content hash', contentHash, true),
    fact('Run', run, true),
    fact('Started', startedAt),
    fact('Ended', endedAt ?? 'it is open'),
    fact('Operators', who.length === 0 ? 'none' : who.join(', ')),
    fact('Compliance', complianceRelevance.length === 0 ? 'none named' : complianceRelevance.join(', ')),
    fact('Head', head.hash, true),
    fact('Events', String(head.sequence)),
    ...clockSentences(clockJumps(timeline)).map((sentence) => fact('Clock', sentence))
  ]
}

/**
 * What a record says beside its sentence.
 * @param record A record of the timeline.
 */
export function detailsOf(record: EvidenceRecord): Fact[] {
  const { option, observed, reason, command } = record
  const facts: Fact[] = []
  if (option !== null) facts.push(fact('Option', option))
  if (observed !== null && observed !== '') facts.push(fact('Observed', observed, true))
  const decision = decisionOf(record)
  if (decision !== null) facts.push(fact('Decision', decision))
  if (reason !== null) facts.push(fact('Reason', reason))
  if (command === null) return facts
  const took = command.duration === null ? '' : `, after ${command.duration} ms`
  facts.push(fact('End', `${processEndInShort(command.end)}${took}`))
  if (command.stdout !== null) facts.push(fact('SHA-256 of stdout', command.stdout, true))
  if (command.stderr !== null) facts.push(fact('SHA-256 of stderr', command.stderr, true))
  return facts
}

/** How something was decided, and by whom; null for what was no decision. */
function decisionOf({ by, confirmedBy, operator }: EvidenceRecord): string | null {
  if (by === null) return null
  const who = operator ?? 'somebody'
  if (by === 'person') return `Decided by ${confirmerOf(confirmedBy ?? 'person', who)}.`
  if (confirmedBy === null) return 'Chosen from the output.'
  const confirmer = confirmerOf(confirmedBy, who)
  return confirmedBy === 'policy'
    ? `Chosen from the output, by ${confirmer}.`
    : `Chosen from the output; confirmed by ${confirmer}.`
}

/** The records of what was skipped, escalated, or decided otherwise than the matchers said. */
export function overriddenIn(timeline: readonly EvidenceRecord[]): EvidenceRecord[] {
  return timeline.filter(
    ({ event, reason }) => event === 'skipped' || event === 'escalated' || (event === 'decided' && reason !== null)
  )
}

/** The records of notes. */
export function notesIn(timeline: readonly EvidenceRecord[]): EvidenceRecord[] {
  return timeline.filter(({ event }) => event === 'noted')
}

/**
 * How the evidence is checked.
 * @param evidence The evidence.
 */
export function howToVerify({ head }: EvidenceContent): HowToVerify[] {
  return [
    {
      text: 'The JSON bundle holds the journal and needs nothing else. The head is what the run showed at its end.',
      code: `npx @keys/cli verify-evidence evidence.json --head ${head.hash}`
    },
    {
      text: 'Whoever signs the head vouches for all events before it.',
      code: `printf '%s\\n' ${head.hash} | ssh-keygen -Y sign -f ~/.ssh/id_ed25519 -n ${SIGNATURE_NAMESPACE} > head.sig`
    }
  ]
}

function fact(name: string, value: string, isCode = false): Fact {
  return { name, value, isCode }
}
