/**
 * The timeline of a run: one record for each event, in words.
 */
import { titleOfText, type EvidenceRecord, type RunEvent } from '@keys/schema'
import { confirmerOf, nameWithAccount, nodeInWords, optionOf, signerInWords } from './format.js'
import { processEndInShort } from '../run/end-words.js'

type CommandEnd = Extract<RunEvent, { type: 'command-ended' }>

/** Who answers, and what a record takes from other events than its own. */
interface RecordContext {
  operator: string
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
  const context: Omit<RecordContext, 'operator'> = {
    ends: new Map(
      events.flatMap((event) => (event.type === 'command-ended' ? [[event.execution, event] as const] : []))
    ),
    questions: new Map(events.flatMap((event) => ('question' in event ? [[event.step, event.question] as const] : [])))
  }
  const operators = operatorsOf(events)
  return events.map((event, index) => ({
    ...blank(event, operators[index] ?? null),
    ...contentOf(event, { ...context, operator: operators[index] ?? 'somebody' }),
    ...('channel' in event && event.channel !== undefined ? { channel: event.channel } : {}),
    ...('signature' in event && event.signature !== undefined ? { signedBy: signerInWords(event.signature) } : {})
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
  { ends, questions, operator }: RecordContext
): Pick<EvidenceRecord, 'text'> & Partial<EvidenceRecord> {
  const nameOf = (node: string): string => questions.get(node) ?? nodeInWords(node)
  switch (event.type) {
    case 'run-started':
      return { text: `Run started with ${titleOfText(event.pack)}.` }
    case 'session-opened':
      return { text: opening(event) }
    case 'session-closed':
      return { text: closing(event) }
    case 'lock-taken-over':
      return { text: `Took over from ${event.operator} on ${event.host}.` }
    case 'torn-line-set-aside':
      return { text: `An incomplete last line of ${event.bytes} bytes was moved to ${event.file}.` }
    case 'version-switched':
      return { text: `Switched to version ${event.version} of the text, at ${nameOf(event.step)}.` }
    case 'input-set':
      return { text: inputText(event, operator) }
    case 'precondition-acknowledged':
      return {
        text: `Precondition confirmed by ${operator}${event.agreedBy === null ? '' : `, agreed to by ${event.agreedBy}`}: ${event.text}`,
        question: event.question,
        confirmedBy: 'person'
      }
    case 'command-started':
      return {
        text: `Command ${event.execution} started by ${confirmerOf(event.confirmedBy, operator)}${event.terminal ? ', with the terminal' : ''}.`,
        confirmedBy: event.confirmedBy,
        command: commandOf(event.execution, event.code, ends)
      }
    case 'command-running':
      return { text: `Command ${event.execution} runs as process ${event.process}.` }
    case 'command-ended':
      return { text: `Command ${event.execution} ended: ${processEndInShort(event.end)}.` }
    case 'command-lost':
      return { text: `How command ${event.execution} ended is not known; ${FOUND[event.process]}.` }
    case 'command-reported': {
      const end = event.status === null ? null : { type: 'exited' as const, status: event.status }
      const nothing = { duration: null, stdout: null, stderr: null }
      const command = { execution: event.execution, code: event.code, end, ...nothing }
      return {
        text: `Command ${event.execution} was run elsewhere, reported by ${operator}.`,
        observed: event.output,
        confirmedBy: 'person',
        command
      }
    }
    case 'manual-action-done':
      return {
        text: `Done by hand by ${operator}: ${event.text}`,
        question: event.question,
        observed: event.observed,
        confirmedBy: 'person'
      }
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
        confirmedBy: 'person',
        reason: event.reason
      }
    case 'deferred':
      return { text: `${event.question}: left open until ${event.until}.`, question: event.question }
    case 'went-back':
      return { text: `Back to ${nameOf(event.next)}.`, question: event.question, ...PERSON }
    case 'escalated':
      return { text: `${event.question}: escalated.`, question: event.question, ...PERSON, reason: event.reason }
    case 'rollback-closed': {
      const text = event.outcome === 'rolled-back' ? 'rolled back' : 'left as it is'
      return { text: `${event.question}: ${text}.`, question: event.question, ...PERSON, reason: event.reason }
    }
    case 'run-ended':
      return {
        text: `${event.question}: the run was ended here, before the runbook came to an end.`,
        question: event.question,
        ...PERSON,
        reason: event.reason
      }
    case 'run-reopened':
      return { text: `Reopened at ${event.question}.`, question: event.question, ...PERSON, reason: event.reason }
    case 'attached':
      return { text: `Attached ${event.name} (${event.bytes} bytes, SHA-256 ${event.digest}): ${event.text}` }
    case 'noted':
      return { text: `${event.channel === 'agent' ? 'Note of an agent' : 'Note'}: ${event.text}` }
    case 'parked':
      return { text: `${event.question}: left to a person.`, question: event.question, reason: event.reason }
  }
}

const PERSON = { by: 'person', confirmedBy: 'person' } as const

const FOUND = {
  running: 'its processes were still running',
  gone: 'its processes were gone',
  unknown: 'whether it was still running could not be determined'
} as const

function opening({ operator, account, host, folder, tool }: Extract<RunEvent, { type: 'session-opened' }>): string {
  return `${nameWithAccount({ operator, account })} answers from ${host}, in ${folder}, with ${tool}.`
}

/** What the matchers said, where a person decided otherwise. */
function dissent({ by, suggested, suggestionReason }: Extract<RunEvent, { type: 'decided' }>): string {
  return by === 'matcher' || suggested === null ? '' : ` The output suggested otherwise: ${suggestionReason ?? ''}`
}

function closing({ reason, to, asBundle }: Extract<RunEvent, { type: 'session-closed' }>): string {
  switch (reason) {
    case 'handed-over':
      return `Handed over${to === null ? '' : ` to ${to}`}${asBundle ? ', as a bundle' : ''}.`
    case 'waiting':
      return 'Session closed; the run waits for a later window.'
    case 'interrupted':
      return 'Session interrupted.'
    case 'ended':
      return 'Session closed; the run has ended.'
    case 'stopped':
      return 'Session closed; the run is open.'
  }
}

function inputText(
  { name, secret, value, origin }: Extract<RunEvent, { type: 'input-set' }>,
  operator: string
): string {
  const from = {
    environment: 'from the environment',
    person: `entered by ${operator}`,
    overlay: "from the team's overlay",
    alert: 'from the alert',
    agent: 'proposed by an agent'
  }
  if (secret) return `${name} ${from[origin]}; it is a secret and not kept.`
  if (value === null) return `${name} was left out.`
  return origin === 'person' ? `${operator} entered ${name}: ${value}` : `${name} ${from[origin]}: ${value}`
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
