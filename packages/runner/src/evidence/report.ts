/**
 * The parts of a report for people, the same in every format.
 */
import { titleOfText, type Channel, type EvidenceRecord } from '@keys/schema'
import type { EvidenceContent } from './bundle.js'
import { spanWords } from '../run/span-words.js'
import { clockJumps, clockSentences } from './clock.js'
import type { FollowUp } from './follow-ups.js'
import type { ClosingFacts } from '../run/closing-facts.js'
import type { Change, WayLine } from './story.js'
import { confirmerOf, endInShort, nameWithAccount } from './format.js'
import { processEndInShort } from '../run/end-words.js'

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

/** What a report tells beside the journal. */
export interface ReportOptions {
  /** What is to be done afterwards, dated: `followUpsOf` makes them of the text of the runbook. */
  followUps?: readonly FollowUp[]
  /** What was verified, skipped and overridden, as `closingFacts` says it of the state of the run. */
  closing?: ClosingFacts | null
}

/**
 * What a reader wants to know first.
 * @param evidence The evidence.
 */
export function summaryFacts(evidence: EvidenceContent, { closing = null }: ReportOptions = {}): Fact[] {
  const { pack, startedAt, endedAt, end, timeline } = evidence
  const until = endedAt === null ? 'it is open' : timeIn(endedAt)
  return [
    fact('Outcome', endInShort(end)),
    ...(end === null || closing === null ? [] : [fact('Verified', verifiedText(closing))]),
    fact('Duration', `${durationOf(evidence)}, ${startedAt.slice(0, 10)} ${timeIn(startedAt)} to ${until}`),
    fact('Who', whoIn(evidence)),
    ...[...pipedText(evidence), ...signersText(evidence)].map((text) => fact('Answers', text)),
    fact('Runbook', titleOfText(pack)),
    ...clockSentences(clockJumps(timeline)).map((sentence) => fact('Clock', sentence))
  ]
}

/** What was shown to hold, and no more. */
export function verifiedText({ verified, skipped, overridden }: ClosingFacts): string {
  const open = [...skipped, ...overridden].filter(({ isVerification }) => isVerification)
  const not = open.map(({ step, reason }) => `not ${step} (${reason})`)
  return [verified.length === 0 ? 'nothing' : verified.join('; '), ...not].join('; ')
}

/** Who answered, each named once, with the machine and, where it has another name, the account. */
export function whoIn({ operators }: EvidenceContent): string {
  const names = operators.map((who) => `${nameWithAccount(who)} on ${who.host}`)
  return names.length === 0 ? 'nobody' : [...new Set(names)].join(', ')
}

/** That answers came from no person at a terminal; none where none did. */
export function pipedText({ timeline }: EvidenceContent): string[] {
  const answered = timeline.filter(({ channel }) => channel !== undefined)
  const piped = answered.filter(({ channel }) => channel === 'piped').length
  return piped === 0 ? [] : [`${piped} of ${answered.length} came from a pipe or a file, which proves no person`]
}

/** Who signed answers, and how many; none where nobody did. */
export function signersText({ timeline }: EvidenceContent): string[] {
  const signed = timeline.flatMap(({ signedBy }) => signedBy ?? [])
  return [...new Set(signed)].map(
    (who) => `${signed.filter((other) => other === who).length} with a signature of ${who}`
  )
}

/** How long a run took, or takes until its last event, in words. */
export function durationOf({ startedAt, endedAt, timeline }: EvidenceContent): string {
  const end = endedAt ?? timeline.at(-1)?.at ?? startedAt
  return spanWords(Math.max(0, Date.parse(end) - Date.parse(startedAt)))
}

/** A time of day in UTC. */
export function timeIn(at: string): string {
  return `${at.slice(11, 16)} UTC`
}

/** A stay at a step in one line. */
export function wayText({ at, step, left, observed }: WayLine): string {
  return `${timeIn(at)} ${step}: ${left}${observed === null || observed === '' ? '' : `, saw \`${observed.replaceAll('`', "'")}\``}`
}

/** A change in sentences. */
export function changeLines({ at, step, operator, agreedBy, done, before, after }: Change): string[] {
  return [
    `${timeIn(at)} ${step}, by ${operator}${agreedBy === null ? '' : `, agreed to by ${agreedBy}`}.`,
    `Done: ${done.join('; ')}.`,
    `Before: ${before ?? 'nothing was looked at'}.`,
    `After: ${after ?? 'nobody has looked yet'}.`
  ]
}

/** The name under which heads are signed. */
export const SIGNATURE_NAMESPACE = 'keys-run'

/**
 * What identifies the record.
 * @param evidence The evidence.
 */
export function headerOf(evidence: EvidenceContent): Fact[] {
  const { run, pack, startedAt, endedAt, end, head } = evidence
  const { name, version, contentHash, complianceRelevance } = pack
  return [
    fact('Outcome', endInShort(end)),
    fact('Runbook', `${name} ${version}`),
    fact('Content hash', contentHash, true),
    fact('Run', run, true),
    fact('Started', startedAt),
    fact('Ended', endedAt ?? 'it is open'),
    fact('Operators', whoIn(evidence)),
    fact('Compliance', complianceRelevance.length === 0 ? 'none named' : complianceRelevance.join(', ')),
    fact('Head', head.hash, true),
    fact('Events', String(head.sequence))
  ]
}

/**
 * What a record says beside its sentence.
 * @param record A record of the timeline.
 */
export function detailsOf(record: EvidenceRecord): Fact[] {
  const { option, observed, reason, command, channel, signedBy } = record
  const facts: Fact[] = []
  if (option !== null) facts.push(fact('Option', option))
  if (observed !== null && observed !== '') facts.push(fact('Observed', observed, true))
  const decision = decisionOf(record)
  if (decision !== null) facts.push(fact('Decision', decision))
  if (reason !== null) facts.push(fact('Reason', reason))
  if (channel !== undefined)
    facts.push(fact('Answered', signedBy === undefined ? CHANNEL_WORDS[channel] : `with a signature of ${signedBy}`))
  if (command === null) return facts
  const took = command.duration === null ? '' : `, after ${command.duration} ms`
  facts.push(fact('End', `${processEndInShort(command.end)}${took}`))
  if (command.stdout !== null) facts.push(fact('SHA-256 of stdout', command.stdout, true))
  if (command.stderr !== null) facts.push(fact('SHA-256 of stderr', command.stderr, true))
  return facts
}

/** How an answer came, in words. */
const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  terminal: 'at a terminal',
  piped: 'from a pipe or a file, which proves no person',
  signed: 'with a signature',
  agent: 'by an agent',
  policy: 'allowed beforehand',
  script: 'by the script of a drill'
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
    ({ event, reason }) =>
      event === 'skipped' ||
      event === 'escalated' ||
      event === 'run-ended' ||
      event === 'run-reopened' ||
      (event === 'decided' && reason !== null)
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
      text: 'The signer of the head vouches for all events before it.',
      code: `printf '%s\\n' ${head.hash} | ssh-keygen -Y sign -f ~/.ssh/id_ed25519 -n ${SIGNATURE_NAMESPACE} > head.sig`
    }
  ]
}

function fact(name: string, value: string, isCode = false): Fact {
  return { name, value, isCode }
}
