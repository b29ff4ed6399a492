/**
 * What there is to show and to ask at a point of a run.
 */
import type { Classification, Effect, Input, Section, Step } from '@keys/schema'
import {
  after,
  commandsOf,
  fieldOf,
  forwardCommands,
  manualActionOf,
  milliseconds,
  optionsOf,
  type PlacedCommand,
  type StepOption
} from '@keys/parser/model'
import { laterWindow } from './decide.js'
import { currentStep } from './decided.js'
import { missingInputs } from './inputs.js'
import { evaluate, type Evaluation } from './evaluate.js'
import { classificationOf, type Classifier } from '../policy/classifier.js'
import { effectIn, needsPerson, stepEffectIn } from '../policy/unattended.js'
import { asksForSecondPerson } from './second-person.js'
import { currentVisit, lastExecution, valuesIn, type Execution, type RunState } from './state.js'
import { stepBefore } from './way-back.js'

type Values = Readonly<Record<string, string | null | undefined>>

/** A command as it stands in a run. */
export interface CommandView extends PlacedCommand {
  /** What it may do: what the text says, or the worse that its own text shows. */
  effect: Effect
  /** What its own text shows. */
  classification: Classification
  /** Why it needs a person; null when the policy may let it run. */
  needsPerson: string | null
  /** Its last execution in this visit; null when there was none. */
  execution: Execution | null
  /** Inputs that it reads and that have no value yet. */
  missing: readonly Input[]
}

/** A time to keep, or to wait for. */
export interface Timer {
  /** What it is of: the step, or its section. */
  of: 'step' | 'section'
  /** `until`: there is time up to then. `from`: it cannot be answered before. */
  relation: 'until' | 'from'
  at: string
}

export interface Situation {
  /** `rollback`: an action did not hold, and what it did can be taken back before the run escalates. */
  type: 'step' | 'rollback'
  step: Step
  section: Section | null
  /** The place of the step among all, from 1, and how many there are. */
  number: number
  of: number
  /** What the step does, as the text says; in a text that is not a pack, as its commands show. */
  effect: Effect
  /** How often the step was visited, this visit included. */
  visit: number
  timers: readonly Timer[]
  /** What has to hold before anything is done; null when nothing has to, or when it was acknowledged. */
  precondition: { text: string; effect: Effect; asksForSecondPerson: boolean } | null
  /** What is to be done by hand; null for nothing, or when it is done. */
  manualAction: string | null
  /** The commands to run, in order. In a rollback those that take back. */
  commands: readonly CommandView[]
  /** What the matchers say. In a rollback they say nothing. */
  evaluation: Evaluation | null
  options: readonly StepOption[]
  /** Whether there is a step to go back to. */
  canGoBack: boolean
  /** When the later window of the step opens; null when the step has none. */
  window: string | null
  /** Until when it was left open; null when it was not. */
  deferredUntil: string | null
}

/**
 * What there is to show and to ask.
 * @param state The state of a run.
 * @param classifier Tells what commands do; without one nothing is shown to be read-only.
 * @param values What commands find in their environment, by name, as far as it is known here.
 * @returns The situation; null when the run has ended.
 */
export function situationOf(
  state: RunState,
  classifier: Classifier | null = null,
  values: Values = valuesIn(state)
): Situation | null {
  if (state.place.type === 'ended') return null
  const { runbook } = state.pack
  const step = currentStep(state)
  const visit = currentVisit(state)
  const isRollback = state.place.type === 'rollback'
  const commands = (isRollback ? commandsOf(step, 'rollback') : forwardCommands(step)).map((placed) =>
    view(state, step, placed, classifier, values)
  )
  const effect = stepEffectIn(state.pack, step, classifier)
  const acts = effect !== 'read-only' && (manualActionOf(step) !== null || commandsOf(step, 'step').length > 0)
  return {
    type: state.place.type,
    step,
    section: runbook.sections.find(({ kind }) => kind === step.section) ?? null,
    number: runbook.steps.indexOf(step) + 1,
    of: runbook.steps.length,
    effect,
    visit: state.visits.filter((candidate) => candidate.step === step.id).length,
    timers: timersOf(state, step),
    precondition: acts && !visit.acknowledged ? preconditionOf(step, effect) : null,
    manualAction: isRollback || visit.manualActionDone ? null : manualActionOf(step),
    commands,
    evaluation: isRollback ? null : evaluate(step, ({ reference }) => lastExecution(state, reference)),
    options: isRollback ? [] : optionsOf(runbook, step),
    canGoBack: !isRollback && stepBefore(state) !== null,
    window: laterWindow(state, step),
    deferredUntil: visit.deferredUntil
  }
}

function preconditionOf(step: Step, effect: Effect): Situation['precondition'] {
  const text = fieldOf(step, 'precondition')?.text ?? ''
  return { text, effect, asksForSecondPerson: asksForSecondPerson(text) }
}

function view(
  state: RunState,
  step: Step,
  placed: PlacedCommand,
  classifier: Classifier | null,
  values: Values
): CommandView {
  return {
    ...placed,
    effect: effectIn(state.pack, step, placed, classifier),
    classification: classificationOf(state.pack, placed.command, classifier),
    needsPerson: needsPerson(state.pack, step, placed, classifier, values),
    execution: lastExecution(state, placed.reference),
    missing: missingInputs(state, placed.command.inputs)
  }
}

function timersOf(state: RunState, step: Step): Timer[] {
  const { runbook } = state.pack
  const window = laterWindow(state, step)
  const section = runbook.sections.find(({ kind }) => kind === step.section)
  const timers: Timer[] = window === null ? [] : [{ of: 'step', relation: 'from', at: window }]
  if (window === null && step.timeBox) {
    const { relation, duration } = step.timeBox
    const from = relation === 'first' ? state.clockFrom : currentVisit(state).clockFrom
    const isLater = relation === 'after'
    timers.push({ of: 'step', relation: isLater ? 'from' : 'until', at: after(from, milliseconds(duration)) })
  }
  if (section?.timeBox && section.timeBox.relation !== 'after') {
    const entered = state.visits.find((visit) => sectionOf(state, visit.step) === step.section)?.clockFrom
    const from = section.timeBox.relation === 'first' ? state.clockFrom : (entered ?? state.clockFrom)
    timers.push({ of: 'section', relation: 'until', at: after(from, milliseconds(section.timeBox.duration)) })
  }
  return timers
}

function sectionOf(state: RunState, id: string): string | null {
  return state.pack.runbook.steps.find((step) => step.id === id)?.section ?? null
}
