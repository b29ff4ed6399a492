/**
 * The timeline of a run: one record for each event, in words.
 */
import type { EvidenceRecord, RunEvent } from '@keys/schema'
import { nodeInWords, optionOf, processEndInShort } from './words.js'

type CommandEnd = Extract<RunEvent, { type: 'command-ended' }>

/** What a record takes from other events than its own. */
interface Surroundings {
  /** Ends of commands by execution. */
  ends: ReadonlyMap<number, CommandEnd>
  /** What a step is called, by its id. */
  questions: ReadonlyMap<string, string>
}

/**
 * The timeline of some events.
 * @param events All events of a run, in order.
 */
export function timelineOf(events: readonly RunEvent[]): EvidenceRecord[] {
  const surroundings: Surroundings = {
    ends: new Map(
      events.flatMap((event) => (event.type === 'command-ended' ? [[event.execution, event] as const] : []))
    ),
    questions: new Map(events.flatMap((event) => ('question' in event ? [[event.step, event.question] as const] : [])))
  }
  const operators = operatorsOf(events)
  return events.map((event, index) => ({
    ...blank(event, operators[index] ?? null),
    ...contentOf(event, surroundings)
  }))
}

/** Who stands behind each event. What a session finds when it opens belongs to that session, not to the one before. */
function operatorsOf(events: readonly RunEvent[]): (string | null)[] {
  let operator: string | null = null
  return events.map((event, index) => {
    if (event.type === 'session-opened') operator = event.operator
    if (event.type !== 'torn-line-set-aside' && event.type !== 'lock-taken-over') return operator
    const opened = events.slice(index).find(({ type }) => type === 'session-opened')
    return opened?.type === 'session-opened' ? opened.operator : null
  })
}

function blank({ sequence, at, type }: RunEvent, operator: string | null): EvidenceRecord {
  const nothing = {
    question: null,
    option: null,
    observed: null,
    by: null,
    confirmedBy: null,
    reason: null,
    command: null
  }
  return { sequence, at, operator, event: type, text: '', ...nothing }
}

function contentOf(
  event: RunEvent,
  { ends, questions }: Surroundings
): Pick<EvidenceRecord, 'text'> & Partial<EvidenceRecord> {
  const nameOf = (node: string): string => questions.get(node) ?? nodeInWords(node)
  switch (event.type) {
    case 'run-started':
      return { text: `The run starts with ${event.pack.name} ${event.pack.version}.` }
    case 'session-opened':
      return { text: `${event.operator} answers from ${event.host}, with ${event.tool}.` }
    case 'session-closed':
      return { text: closing(event) }
    case 'lock-taken-over':
      return { text: `The run is taken over from ${event.operator} on ${event.host}, whose process is gone.` }
    case 'torn-line-set-aside':
      return { text: `A last line that was not written to its end, ${event.bytes} bytes, is kept in ${event.file}.` }
    case 'pack-adopted':
      return { text: `The run goes on with version ${event.version} of the text, at ${nameOf(event.step)}.` }
    case 'input-set':
      return { text: inputText(event) }
    case 'precondition-acknowledged':
      return { text: `The precondition is acknowledged: ${event.text}`, question: event.question }
    case 'command-started':
      return {
        text: `Command ${event.execution} starts.`,
        confirmedBy: event.confirmedBy,
        command: commandOf(event.execution, event.code, ends)
      }
    case 'command-ended':
      return { text: `Command ${event.execution} ends: ${processEndInShort(event.end)}.` }
    case 'command-lost':
      return { text: `How command ${event.execution} ended is not known.` }
    case 'command-reported': {
      const end = event.status === null ? null : { type: 'exited' as const, status: event.status }
      const nothing = { duration: null, stdout: null, stderr: null }
      const command = { execution: event.execution, code: event.code, end, ...nothing }
      return { text: `Command ${event.execution} was run elsewhere.`, observed: event.output, command }
    }
    case 'manual-action-done':
      return { text: `Done by hand: ${event.text}`, question: event.question, observed: event.observed }
    case 'decided':
      return {
        text: `${event.question}: ${optionOf(event.choice, event.condition)}. Next: ${nameOf(event.next)}.${dissent(event)}`,
        question: event.question,
        option: optionOf(event.choice, event.condition),
        observed: event.observed,
        by: event.by,
        confirmedBy: event.confirmedBy,
        reason: event.reason
      }
    case 'skipped':
      return {
        text: `${event.question}: skipped. Next: ${nameOf(event.next)}.`,
        question: event.question,
        option: optionOf(event.choice, event.condition),
        by: 'person',
        reason: event.reason
      }
    case 'deferred':
      return { text: `${event.question}: left open until ${event.until}.`, question: event.question }
    case 'went-back':
      return { text: `Back to ${nameOf(event.next)}.`, question: event.question, by: 'person' }
    case 'escalated':
      return { text: `${event.question}: escalated.`, question: event.question, by: 'person', reason: event.reason }
    case 'rollback-closed': {
      const text = event.outcome === 'rolled-back' ? 'rolled back' : 'left as it is'
      return { text: `${event.question}: ${text}.`, question: event.question, by: 'person', reason: event.reason }
    }
    case 'noted':
      return { text: `Note: ${event.text}` }
  }
}

/** What the matchers said, where a person decided otherwise. */
function dissent({ by, suggested, suggestionReason }: Extract<RunEvent, { type: 'decided' }>): string {
  return by === 'matcher' || suggested === null ? '' : ` The matchers said otherwise: ${suggestionReason ?? ''}`
}

function closing({ reason, to }: Extract<RunEvent, { type: 'session-closed' }>): string {
  switch (reason) {
    case 'handed-over':
      return `The run is handed over${to === null ? '' : ` to ${to}`}.`
    case 'waiting':
      return 'The session ends; the run waits for a later window.'
    case 'interrupted':
      return 'The session was interrupted.'
    case 'ended':
      return 'The session ends with the run.'
    case 'stopped':
      return 'The session ends; the run is open.'
  }
}

function inputText({ name, secret, value, origin }: Extract<RunEvent, { type: 'input-set' }>): string {
  const from = { environment: 'the environment', person: 'the operator', overlay: "the team's overlay" }[origin]
  if (secret) return `${name} is set from ${from}; it is a secret and not kept.`
  return value === null ? `${name} is left out.` : `${name} is set from ${from}: ${value}`
}

function commandOf(execution: number, code: string, ends: ReadonlyMap<number, CommandEnd>): EvidenceRecord['command'] {
  const ended = ends.get(execution)
  return {
    execution,
    code,
    end: ended?.end ?? null,
    duration: ended?.duration ?? null,
    stdout: ended?.stdout.digest ?? null,
    stderr: ended?.stderr.digest ?? null
  }
}
