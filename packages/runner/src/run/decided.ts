/**
 * What decisions are made of.
 */
import type { Channel, Choice, ConfirmedBy, RunEventBody, Step } from '@keys/schema'
import { effectOf, fieldOf, isSameChoice, optionsOf, stepHeading, type StepOption } from '@keys/parser/model'
import type { Classifier } from '../policy/classifier.js'
import type { SignedAnswer, Signers } from './answer-statement.js'
import { REFUSALS, type Confirmation, type Decision, type RefusalCode } from './intents.js'
import { currentVisit, type Execution, type RunState } from './state.js'

/** An event, or why there is none. */
export type Decided = Decision<RunEventBody>

/** Who answers where no policy does. */
export interface DecideContext {
  answeredBy?: Exclude<ConfirmedBy, 'policy'>
  /** How a person's answers come; absent where nobody knows. */
  channel?: Channel
  /** Tells what commands do; without one nothing runs without a person. */
  classifier?: Classifier | null
  /** What commands find in their environment, by name; what the record has of it when absent. */
  values?: Readonly<Record<string, string | null | undefined>>
  /** Whether the processes of an execution are seen to be there; without it none is. */
  isRunning?: (execution: Execution) => boolean
  /** The answer as somebody signed it. */
  answer?: SignedAnswer
  /** Checks signatures; without it none can be. */
  signers?: Signers
  /** Now, ISO 8601 in UTC; an answer without it never expires. */
  now?: string
  /** Masks secrets, as they are masked in what is recorded. */
  mask?: (text: string) => string
}

/** What every event of a step names. */
export function asked(step: Step): { step: string; question: string } {
  return { step: step.id, question: stepHeading(step) }
}

/** An event. */
export function event(body: RunEventBody): Decided {
  return { type: 'event', event: body }
}

/** A refusal. */
export function refused(code: RefusalCode): Decided {
  return { type: 'refused', code, message: REFUSALS[code] }
}

/**
 * The step in which a run is, or was when it ended.
 * @throws {Error} When the pack has no such step, which the events of a run do not allow.
 */
export function currentStep(state: RunState): Step {
  const { step } = currentVisit(state)
  const found = state.pack.runbook.steps.find(({ id }) => id === step)
  if (!found) throw new Error(`the pack has no step ${step}`)
  return found
}

/** An option of a step; null for none. */
export function findOption(state: RunState, step: Step, choice: Choice): StepOption | null {
  return optionsOf(state.pack.runbook, step).find((option) => isSameChoice(option.choice, choice)) ?? null
}

/** Whether what the step needs was acknowledged; one that only reads needs nothing, and its rollback neither. */
export function isAcknowledged(state: RunState, step: Step): boolean {
  return effectOf(step, 'step') === 'read-only' || currentVisit(state).acknowledged
}

/** Whether something was done in the current visit that the text says how to take back. */
export function hasRollback(state: RunState, step: Step): boolean {
  if (step.kind !== 'action' || fieldOf(step, 'rollback') === null) return false
  const index = state.visits.length - 1
  return (
    currentVisit(state).manualActionDone ||
    state.executions.some(({ visit, command }) => visit === index && command.part === 'step')
  )
}

/** Who answers: the policy where it allowed it beforehand. */
export function confirmedBy(given: Confirmation | undefined, { answeredBy = 'person' }: DecideContext): ConfirmedBy {
  return given?.type === 'policy' ? 'policy' : answeredBy
}
