/**
 * What the next person needs to know of a run.
 */
import { versionOf, type Input, type Step } from '@keys/schema'
import { isRequired, isSameChoice, optionsOf, stepHeading } from '@keys/parser/model'
import { nodeInWords, optionOf } from '../evidence/format.js'
import { itemsOf } from '../run/items.js'
import { endInWords } from '../run/end-words.js'
import { observedOf } from '../run/evaluate.js'
import type { Writer } from '../ports.js'
import { situationOf, type Timer } from '../run/situation.js'
import type { Execution, RunState, Visit } from '../run/state.js'

/** A stay at a step, as it was left. */
export interface HandoverVisit {
  /** What the step is called. */
  step: string
  enteredAt: string
  /** The branch or how else it was left; null for where the run stands. */
  left: string | null
  /** What the last command of the stay showed; null when none ran. */
  observed: string | null
  /** Why it was skipped, escalated, or decided otherwise than the matchers said. */
  reason: string | null
}

export interface Handover {
  run: string
  pack: { name: string; title: string; version: string; contentHash: string }
  startedAt: string
  /** When this was made. */
  at: string
  /** Who answered last; null for nobody. */
  operator: string | null
  /** The machine on which it stood last, and the folder in which its commands run; null before the first session. */
  place: { host: string; folder: string } | null
  /** To whom it was handed over; null for nobody. */
  handedOver: RunState['handedOver']
  /** Who has it open now, so that nobody else can go on with it yet; null for nobody. */
  openBy: Writer | null
  stands: {
    type: 'step' | 'rollback' | 'ended'
    /** The id of the step, or the node in which the run ended. */
    node: string
    /** The node in words. */
    name: string
    /** Place of the step among all, from 1; null when the run has ended. */
    number: number | null
    of: number
    /** What is still to be done there, in sentences. */
    todo: readonly string[]
  }
  path: readonly HandoverVisit[]
  timers: readonly (Timer & { isOver: boolean })[]
  /** Checks whose expectation held. */
  held: readonly string[]
  /** Branches that were not taken, and that led to steps which no way leads to any more. */
  ruledOut: readonly { step: string; option: string; next: string }[]
  /** Commands of which nobody knows how they ended. */
  unknown: readonly { step: string; execution: number; startedAt: string }[]
  overridden: readonly { step: string; reason: string }[]
  notes: RunState['notes']
  inputs: {
    /** Names of secrets: they are never stored, so that whoever goes on sets them again. */
    again: readonly string[]
    /** Names of required inputs that have no value yet. */
    missing: readonly string[]
    kept: readonly { name: string; value: string }[]
  }
  head: { sequence: number; hash: string }
}

/**
 * Says what the next person needs.
 * @param state The state of the run.
 * @param now ISO 8601, for times that are over.
 * @param openBy Who has the run open now.
 */
export function handoverOf(state: RunState, now: string, openBy: Writer | null = null): Handover {
  const { name, pack, contentHash } = state.pack
  const path = state.visits.map((visit, index) => visitOf(state, visit, index))
  return {
    run: state.run,
    pack: { name, title: pack.title, version: versionOf(pack), contentHash },
    startedAt: state.startedAt,
    at: now,
    operator: state.session?.operator ?? null,
    place: state.session === null || state.folder === null ? null : { host: state.session.host, folder: state.folder },
    handedOver: state.handedOver,
    openBy,
    stands: standing(state),
    path,
    timers: (situationOf(state)?.timers ?? []).map((timer) => ({ ...timer, isOver: timer.at <= now })),
    held: heldChecks(state),
    ruledOut: ruledOut(state),
    unknown: state.executions
      .filter(({ end }) => end === null || end.type === 'unknown')
      .map(({ number, command, startedAt }) => ({ step: nameOf(state, command.step), execution: number, startedAt })),
    overridden: path.flatMap(({ step, reason }) => (reason === null ? [] : [{ step, reason }])),
    notes: state.notes,
    inputs: inputsOf(state),
    head: { sequence: state.sequence, hash: state.head }
  }
}

function standing(state: RunState): Handover['stands'] {
  const { place, pack } = state
  const of = pack.runbook.steps.length
  if (place.type === 'ended') {
    return { type: 'ended', node: place.node, name: nodeInWords(place.node), number: null, of, todo: [] }
  }
  const situation = situationOf(state)
  const todo: string[] = []
  if (situation?.precondition) {
    const { text } = situation.precondition
    todo.push(text === '' ? 'Confirm that it may be done' : `Acknowledge the precondition: ${text}`)
  }
  if (situation?.manualAction) todo.push(`By hand: ${situation.manualAction}`)
  const commands = situation?.commands ?? []
  const open = commands.filter(({ execution }) => execution === null).length
  if (open > 0) todo.push(open === 1 ? 'One command has not run.' : `${open} commands have not run.`)
  const evaluation = situation?.evaluation
  if (evaluation && evaluation.type !== 'waits') todo.push(`Decide. ${evaluation.reason}`)
  if (situation?.deferredUntil) todo.push(`It waits until ${situation.deferredUntil}.`)
  const name = nameOf(state, place.step)
  return { type: place.type, node: place.step, name, number: situation?.number ?? null, of, todo }
}

function visitOf(state: RunState, visit: Visit, index: number): HandoverVisit {
  const { left } = visit
  const last = state.executions.findLast(
    (execution) => execution.visit === index && execution.command.part !== 'rollback'
  )
  return {
    step: nameOf(state, visit.step),
    enteredAt: visit.enteredAt,
    left: leavingOf(state, visit),
    observed: last === undefined ? null : shown(last),
    reason: left !== null && 'reason' in left ? left.reason : null
  }
}

function shown(execution: Execution): string {
  const isKnown = execution.end !== null && execution.end.type !== 'unknown'
  return isKnown ? observedOf(execution) : endInWords(execution).toLowerCase()
}

function leavingOf(state: RunState, { step: id, left }: Visit): string | null {
  if (left === null) return null
  switch (left.type) {
    case 'back':
      return 'went back'
    case 'escalated':
      return 'escalated'
    case 'ended':
      return 'the run was ended'
    case 'switched':
      return 'went on with another text'
  }
  const step = stepOf(state, id)
  const taken = step && optionsOf(state.pack.runbook, step).find(({ choice }) => isSameChoice(choice, left.choice))
  const option = optionOf(left.choice, taken?.condition ?? null)
  return left.type === 'skipped' ? `skipped, as: ${option}` : option
}

/** The last stay at each step that was not gone back from. */
function lastVisits(state: RunState): Visit[] {
  const last = new Map(state.visits.filter(({ left }) => left?.type !== 'back').map((visit) => [visit.step, visit]))
  return [...last.values()]
}

function heldChecks(state: RunState): string[] {
  const done = new Set(itemsOf(state).flatMap(({ step, state: item }) => (item === 'done' ? [step.id] : [])))
  return lastVisits(state)
    .filter(({ step }) => done.has(step) && stepOf(state, step)?.kind === 'check')
    .map(({ step }) => nameOf(state, step))
}

function ruledOut(state: RunState): Handover['ruledOut'] {
  const inactive = new Set(itemsOf(state).flatMap(({ step, state: item }) => (item === 'inactive' ? [step.id] : [])))
  return lastVisits(state).flatMap(({ step: id, left }) => {
    const step = stepOf(state, id)
    if (!step || (left?.type !== 'decided' && left?.type !== 'skipped')) return []
    return optionsOf(state.pack.runbook, step)
      .filter(({ choice, next }) => inactive.has(next) && !isSameChoice(choice, left.choice))
      .map(({ choice, condition, next }) => ({
        step: stepHeading(step),
        option: optionOf(choice, condition),
        next: nameOf(state, next)
      }))
  })
}

function inputsOf(state: RunState): Handover['inputs'] {
  const declared = state.pack.pack.inputs ?? []
  const isHidden = ({ name, secret }: Input): boolean => secret === true || state.inputs[name]?.secret === true
  const again = declared.filter(isHidden).map(({ name }) => name)
  const isMissing = (name: string): boolean => !Object.hasOwn(state.inputs, name)
  return {
    again,
    missing: declared
      .filter(({ name, required, secret }) => isRequired({ required }) && secret !== true && isMissing(name))
      .map(({ name }) => name),
    kept: Object.entries(state.inputs).flatMap(([name, { value }]) => (value === null ? [] : [{ name, value }]))
  }
}

function stepOf(state: RunState, id: string): Step | undefined {
  return state.pack.runbook.steps.find((step) => step.id === id)
}

/** A step of an older text may be gone: then its id says what it was. */
function nameOf(state: RunState, node: string): string {
  const step = stepOf(state, node)
  return step ? stepHeading(step) : nodeInWords(node)
}
