/**
 * The state of a run: what follows from its events, and from nothing else.
 */
import type {
  Choice,
  CommandReference,
  InputOrigin,
  PersonNeed,
  ProcessEnd,
  RunEvent,
  SignedAnswers
} from '@keys/schema'
import { isSameCommand } from '@keys/parser/model'
import type { RunPack } from '../pack.js'
import type { StartedProcess } from '../ports.js'
import type { AnswerPlace } from './answer-place.js'

/** Where a run stands. */
export type Place =
  | { type: 'step'; step: string }
  /** An action did not hold; before the run ends in escalation its rollback is offered. */
  | { type: 'rollback'; step: string }
  | { type: 'ended'; node: string }

/** How an execution ended; `unknown` when the record breaks off, `reported` when a person ran it elsewhere. */
export type ExecutionEnd = ProcessEnd | { type: 'unknown' } | { type: 'reported'; status: number | null }

/** One execution of a command. */
export interface Execution {
  /** Counts the executions of the run, from 1. */
  number: number
  command: CommandReference
  /** The visit in which it was started, as an index of `RunState.visits`. */
  visit: number
  startedAt: string
  /** Null while it runs. */
  end: ExecutionEnd | null
  /** What was kept of stdout, masked. */
  stdout: string
  /** What was kept of stderr, masked. */
  stderr: string
  /** Milliseconds; null while it runs and for one that was reported. */
  duration: number | null
  /** The process that leads its group; null where none was recorded. */
  process: StartedProcess | null
  /** Where it runs, or ran. */
  host: string | null
}

/** How a visit of a step was left. */
export type Leaving =
  /** With the reason of whoever decided otherwise than the matchers. */
  | { type: 'decided'; choice: Choice; reason: string | null }
  | { type: 'skipped'; choice: Choice; reason: string }
  | { type: 'back' }
  | { type: 'escalated'; reason: string }
  /** The run was ended there, by somebody and not by its text. */
  | { type: 'ended'; reason: string }
  | { type: 'switched' }

/** One stay at a step. A step that is reached again is visited again, and asks everything again. */
export interface Visit {
  step: string
  enteredAt: string
  /** When the last value was typed before the first command ran: time is counted from there. */
  clockFrom: string
  leftAt: string | null
  left: Leaving | null
  /** Whether the precondition was acknowledged. */
  acknowledged: boolean
  /** The second person who agreed, where the text asks for one. */
  agreedBy: string | null
  manualActionDone: boolean
  /** When a later window opens for which the step waits; null when it does not wait. */
  deferredUntil: string | null
}

/** A value that the commands get. Secret ones are never here. */
export interface InputValue {
  secret: boolean
  value: string | null
  origin: InputOrigin
}

export interface RunState {
  run: string
  pack: RunPack
  /** The last event. */
  sequence: number
  head: string
  startedAt: string
  /** When the last value was typed before the first command of the run ran: the first minutes count from there. */
  clockFrom: string
  /** When the last event happened. */
  changedAt: string
  place: Place
  visits: readonly Visit[]
  executions: readonly Execution[]
  inputs: Readonly<Record<string, InputValue>>
  /** When the first verification was reached, from which later windows count; null before. */
  verifyingSince: string | null
  /** Who answers; null before the first session. */
  session: {
    operator: string
    account: string
    host: string
    process: number
    openedAt: string
    isOpen: boolean
  } | null
  /** The folder in which commands run; null before the first session. */
  folder: string | null
  /** To whom the run was handed over since the last session; null for nobody. */
  handedOver: { to: string | null; at: string; asBundle: boolean } | null
  /** That the run was left to a person, and at which visit, counted from 1; null before. */
  parked: { need: PersonNeed; visit: number; at: string } | null
  /** Which answers are taken with a signature alone, since a session said so; null for none. */
  signedAnswers: SignedAnswers | null
  /** What an answer may be given to now. */
  answerPlace: AnswerPlace
  notes: readonly { step: string | null; text: string; at: string; operator: string | null }[]
}

/** The values of the inputs, by name; those of secrets are never here. */
export function valuesIn({ inputs }: RunState): Record<string, string | null> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]))
}

/** The visit that a run is in, or was in when it ended. */
export function currentVisit(state: RunState): Visit {
  const visit = state.visits.at(-1)
  if (visit === undefined) throw new Error('a run has a visit from its first event on')
  return visit
}

/** The last execution of a command in the current visit; null when there was none. */
export function lastExecution(state: RunState, command: CommandReference): Execution | null {
  const visit = state.visits.length - 1
  const isIt = (execution: Execution): boolean => execution.visit === visit && isSameCommand(execution.command, command)
  return state.executions.findLast(isIt) ?? null
}

/** The execution that is running, or of which no end was recorded; null when there is none. */
export function openExecution(state: RunState): Execution | null {
  return state.executions.findLast(({ end }) => end === null) ?? null
}

/** An event of a run that is not where it can be. */
export class RunEventError extends Error {
  readonly sequence: number

  constructor(event: Pick<RunEvent, 'sequence' | 'type'>, reason: string) {
    super(`event ${event.sequence} (${event.type}): ${reason}`)
    this.name = 'RunEventError'
    this.sequence = event.sequence
  }
}
