/**
 * From events to the state of a run.
 */
import type { RunEvent, RunEventType } from '@keys/schema'
import { nodeOfEnding } from '@keys/parser/model'
import type { RunPack } from '../pack.js'
import { placeAfter, placeAtStart } from './answer-place.js'
import { stricter } from './signed-answer.js'
import {
  currentVisit,
  openExecution,
  RunEventError,
  type Execution,
  type Leaving,
  type Place,
  type RunState,
  type Visit
} from './state.js'

/** The node of a run that somebody ended, and not its text. */
export const ENDED_EARLY = nodeOfEnding({ type: 'ended-early' })
/** The node of a run that needs help. */
export const ESCALATED = nodeOfEnding({ type: 'escalate' })

/** Gives the pack of a content hash: a run that adopted a newer text has two. */
export type PackOf = (contentHash: string) => RunPack | null

/**
 * The state after some events.
 * @param events All events of a run, from the first.
 * @param packOf Gives the packs that they name.
 * @throws {RunEventError} When an event cannot follow, or its pack is not there.
 */
export function replay(events: readonly RunEvent[], packOf: PackOf): RunState {
  const [first] = events
  if (first === undefined) throw new Error('a run has at least one event')
  let state = draftOf(begin(first, packOf))
  for (let index = 1; index < events.length; index++) state = apply(state, events[index]!, packOf)
  return state
}

/** What can happen to a run that has ended. Reading it is not an event. */
const AFTER_THE_END: ReadonlySet<RunEventType> = new Set([
  'session-opened',
  'session-closed',
  'lock-taken-over',
  'torn-line-set-aside',
  'run-reopened',
  'attached'
])

/**
 * The state after the first event.
 * @throws {RunEventError} When it is none, or its pack is not there.
 */
export function begin(event: RunEvent, packOf: PackOf): RunState {
  if (event.type !== 'run-started') throw new RunEventError(event, 'a run begins with run-started')
  const pack = packFor(event, event.pack.contentHash, packOf)
  if (!hasStep(pack, event.step)) throw new RunEventError(event, `the runbook has no step ${event.step}`)
  return {
    run: event.run,
    pack,
    sequence: event.sequence,
    head: event.hash,
    startedAt: event.at,
    clockFrom: event.at,
    changedAt: event.at,
    place: { type: 'step', step: event.step },
    visits: [newVisit(event.step, event.at)],
    executions: [],
    inputs: {},
    verifyingSince: isVerification(pack, event.step) ? event.at : null,
    session: null,
    folder: null,
    handedOver: null,
    parked: null,
    signedAnswers: null,
    answerPlace: placeAtStart(event),
    notes: []
  }
}

/**
 * The state after one more event.
 * @throws {RunEventError} When it cannot follow.
 */
export function evolve(before: RunState, event: RunEvent, packOf: PackOf): RunState {
  return apply(draftOf(before), event, packOf)
}

/** A state whose lists nobody else has: a long journal would take forever if each of its events copied them. */
type Draft = Omit<RunState, 'visits' | 'executions' | 'notes'> & {
  visits: Visit[]
  executions: Execution[]
  notes: RunState['notes'][number][]
}

function draftOf(state: RunState): Draft {
  return { ...state, visits: [...state.visits], executions: [...state.executions], notes: [...state.notes] }
}

/** The state after one more event; the lists of the state before become its own. */
function apply(before: Draft, event: RunEvent, packOf: PackOf): Draft {
  if (before.place.type === 'ended' && !AFTER_THE_END.has(event.type))
    throw new RunEventError(event, 'the run has ended')
  const answerPlace = placeAfter(before.answerPlace, event)
  const state = { ...before, sequence: event.sequence, head: event.hash, changedAt: event.at, answerPlace }
  switch (event.type) {
    case 'run-started':
      throw new RunEventError(event, 'a run begins once')
    case 'session-opened': {
      const { operator, account, host, process, folder } = event
      // Secrets are never stored: whoever goes on is asked for them again.
      const inputs = Object.fromEntries(Object.entries(state.inputs).filter(([, { secret }]) => !secret))
      const session = { operator, account, host, process, openedAt: event.at, isOpen: true }
      const signedAnswers = stricter(state.signedAnswers, event.signedAnswers ?? null)
      return { ...state, inputs, session, folder, handedOver: null, signedAnswers }
    }
    case 'session-closed': {
      const { reason, to, asBundle } = event
      const handedOver = reason === 'handed-over' ? { to, at: event.at, asBundle } : null
      return { ...state, session: state.session && { ...state.session, isOpen: false }, handedOver }
    }
    case 'lock-taken-over':
    case 'torn-line-set-aside':
    case 'attached':
      return state
    case 'parked':
      return { ...state, parked: { need: event.need, visit: state.visits.length, at: event.at } }
    case 'version-switched': {
      const pack = packFor(event, event.contentHash, packOf)
      if (!hasStep(pack, event.step)) throw new RunEventError(event, `the runbook has no step ${event.step}`)
      if (openExecution(state)) throw new RunEventError(event, 'a command is running')
      return enter({ ...state, pack }, { type: 'step', step: event.step }, event.at, { type: 'switched' })
    }
    case 'input-set': {
      const { name, secret, value, origin } = event
      if (value === null && !secret) {
        return {
          ...state,
          inputs: Object.fromEntries(Object.entries(state.inputs).filter(([other]) => other !== name))
        }
      }
      const set = { ...state, inputs: { ...state.inputs, [name]: { secret, value, origin } } }
      return origin === 'person' ? whileTyping(set, event.at) : set
    }
    case 'precondition-acknowledged':
      return inVisit(state, { acknowledged: true, agreedBy: event.agreedBy })
    case 'command-started':
    case 'command-reported':
      state.executions.push(executionOf(state, event))
      return state
    case 'command-running':
      return ofExecution(state, event, { process: { process: event.process, identity: event.identity } })
    case 'command-ended': {
      const { end, duration, stdout, stderr } = event
      return ofExecution(state, event, { end, duration, stdout: stdout.text, stderr: stderr.text })
    }
    case 'command-lost':
      return ofExecution(state, event, { end: { type: 'unknown' } })
    case 'manual-action-done':
      return inVisit(state, { manualActionDone: true })
    case 'decided':
      return leave(state, event, { type: 'decided', choice: event.choice, reason: event.reason }, event)
    case 'skipped':
      return leave(state, event, { type: 'skipped', choice: event.choice, reason: event.reason }, event)
    case 'deferred':
      return inVisit(state, { deferredUntil: event.until })
    case 'went-back':
      return enter(state, { type: 'step', step: event.next }, event.at, { type: 'back' })
    case 'escalated':
      return leave(state, event, { type: 'escalated', reason: event.reason }, { ...event, next: ESCALATED })
    case 'rollback-closed':
      return { ...state, place: { type: 'ended', node: ESCALATED } }
    case 'run-ended':
      return leave(state, event, { type: 'ended', reason: event.reason }, { next: ENDED_EARLY })
    case 'run-reopened':
      return reopened(state, event)
    case 'noted': {
      const note = { step: event.step, text: event.text, at: event.at, operator: state.session?.operator ?? null }
      state.notes.push(note)
      return state
    }
  }
}

function packFor(event: RunEvent, contentHash: string, packOf: PackOf): RunPack {
  const pack = packOf(contentHash)
  if (pack === null) throw new RunEventError(event, `the copy of its text, ${contentHash}, is missing or was changed`)
  return pack
}

function hasStep({ runbook }: RunPack, id: string): boolean {
  return runbook.steps.some((step) => step.id === id)
}

function isVerification({ runbook }: RunPack, id: string): boolean {
  return runbook.steps.some((step) => step.id === id && step.kind === 'verification')
}

function newVisit(step: string, at: string): Visit {
  return {
    step,
    enteredAt: at,
    clockFrom: at,
    leftAt: null,
    left: null,
    acknowledged: false,
    agreedBy: null,
    manualActionDone: false,
    deferredUntil: null
  }
}

function inVisit(state: Draft, change: Partial<Visit>): Draft {
  state.visits[state.visits.length - 1] = { ...currentVisit(state), ...change }
  return state
}

/** Nobody loses seconds of a step, or of the first minutes, to typing what its first command needs. */
function whileTyping(state: Draft, at: string): Draft {
  const isFirst = state.executions.length === 0
  if (state.executions.at(-1)?.visit === state.visits.length - 1) return state
  return { ...inVisit(state, { clockFrom: at }), ...(isFirst ? { clockFrom: at } : {}) }
}

function executionOf(
  state: RunState,
  event: Extract<RunEvent, { type: 'command-started' | 'command-reported' }>
): Execution {
  const reported = event.type === 'command-reported'
  return {
    number: event.execution,
    command: event.command,
    visit: state.visits.length - 1,
    startedAt: event.at,
    end: reported ? { type: 'reported', status: event.status } : null,
    stdout: reported ? event.output : '',
    stderr: '',
    duration: null,
    process: null,
    host: state.session?.host ?? null
  }
}

function ofExecution(
  state: Draft,
  event: Extract<RunEvent, { type: 'command-running' | 'command-ended' | 'command-lost' }>,
  change: Partial<Execution>
): Draft {
  // From the end: it is one of the last.
  const index = state.executions.findLastIndex(({ number, end }) => number === event.execution && end === null)
  const execution = state.executions[index]
  if (!execution) throw new RunEventError(event, `execution ${event.execution} is not open`)
  state.executions[index] = { ...execution, ...change }
  return state
}

/** Back to the step that was the last one, in a new visit: whatever is done there is asked again. */
function reopened(state: Draft, event: Extract<RunEvent, { type: 'run-reopened' }>): Draft {
  if (state.place.type !== 'ended') throw new RunEventError(event, 'the run has not ended')
  state.visits.push(newVisit(event.step, event.at))
  return { ...state, place: { type: 'step', step: event.step } }
}

function leave(
  state: Draft,
  event: RunEvent,
  left: Leaving,
  { next, rollback = false }: { next: string; rollback?: boolean }
): Draft {
  if (rollback) return enter(state, { type: 'rollback', step: currentVisit(state).step }, event.at, left)
  const place: Place = hasStep(state.pack, next) ? { type: 'step', step: next } : { type: 'ended', node: next }
  return enter(state, place, event.at, left)
}

function enter(before: Draft, place: Place, at: string, left: Leaving): Draft {
  const state = inVisit(before, { left, leftAt: at })
  if (place.type !== 'step') return { ...state, place }
  const step = state.pack.runbook.steps.find(({ id }) => id === place.step)
  const verifyingSince = state.verifyingSince ?? (step?.kind === 'verification' ? at : null)
  state.visits.push(newVisit(place.step, at))
  // Whoever acts again after a verification has its windows start over.
  return { ...state, place, verifyingSince: step?.kind === 'action' ? null : verifyingSince }
}
