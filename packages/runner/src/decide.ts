/**
 * From what somebody wants to the one event that records it.
 */
import type { Choice, CommandReference, ConfirmedBy, RunEventBody, Step } from '@keys/schema'
import { isSameChoice, optionsOf, type StepOption } from './choices.js'
import {
  commandsOf,
  confirmationPhrase,
  manualActionOf,
  effectOf,
  fieldOf,
  isSameCommand,
  questionOf
} from './commands.js'
import { after, milliseconds } from './durations.js'
import { REFUSALS, type Confirmation, type Decision, type Intent, type RefusalCode } from './intents.js'
import { isRequired, missingInputs } from './inputs.js'
import { evaluate } from './evaluate.js'
import { currentVisit, lastExecution, openExecution, type RunState } from './state.js'

type Decided = Decision<RunEventBody>

/** Who answers where no policy does. */
export interface DecideContext {
  answeredBy?: Exclude<ConfirmedBy, 'policy'>
}

/**
 * Decides what an intent comes to.
 * @param state The state of the run.
 * @param intent What is wanted.
 * @param context Who answers; a person when it is not said.
 * @returns The event, or why it cannot be. Nothing changes by it.
 */
export function decide(state: RunState, intent: Intent, context: DecideContext = {}): Decided {
  if (intent.type === 'close') return event({ type: 'session-closed', reason: intent.reason, to: intent.to ?? null })
  if (state.place.type === 'ended') return refused('run-ended')
  const step = currentStep(state)
  switch (intent.type) {
    case 'note':
      return event({ type: 'noted', step: step.id, text: intent.text })
    case 'set-input':
      return setInput(state, intent)
    case 'run-command':
      return startCommand(state, step, intent, context)
    case 'report-command':
      return reportCommand(state, step, intent)
    case 'close-rollback':
      if (openExecution(state)) return refused('command-running')
      if (state.place.type !== 'rollback') return refused('not-at-a-rollback')
      return event({ type: 'rollback-closed', ...asked(step), outcome: intent.outcome, reason: intent.reason ?? null })
  }
  if (openExecution(state)) return refused('command-running')
  if (state.place.type === 'rollback') return refused('not-at-a-step')
  return leaveOrStay(state, step, intent, context)
}

function leaveOrStay(
  state: RunState,
  step: Step,
  intent: Exclude<
    Intent,
    { type: 'close' | 'note' | 'set-input' | 'run-command' | 'report-command' | 'close-rollback' }
  >,
  context: DecideContext
): Decided {
  switch (intent.type) {
    case 'acknowledge':
      if (step.kind !== 'action') return refused('nothing-to-acknowledge')
      return event({
        type: 'precondition-acknowledged',
        ...asked(step),
        effect: step.effect,
        text: fieldOf(step, 'precondition')?.text ?? ''
      })
    case 'do-manual-action':
      return doManualAction(state, step, intent.observed ?? null)
    case 'choose':
      return choose(state, step, intent, context)
    case 'skip': {
      const option = findOption(state, step, intent.choice)
      if (!option) return refused('no-such-option')
      if (intent.reason.trim() === '') return refused('needs-reason')
      const { choice, condition, next } = option
      return event({ type: 'skipped', ...asked(step), choice, condition, reason: intent.reason, next })
    }
    case 'defer': {
      const until = laterWindow(state, step)
      return until === null ? refused('cannot-wait') : event({ type: 'deferred', ...asked(step), until })
    }
    case 'go-back': {
      const next = stepBefore(state)
      return next === null ? refused('nothing-before') : event({ type: 'went-back', ...asked(step), next })
    }
    case 'escalate':
      if (intent.reason.trim() === '') return refused('needs-reason')
      return event({ type: 'escalated', ...asked(step), reason: intent.reason, rollback: hasRollback(state, step) })
  }
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

/** When the later window of a verification opens; null for a step that has none. */
export function laterWindow(state: RunState, step: Step): string | null {
  if (step.kind !== 'verification' || step.timeBox?.relation !== 'after') return null
  return after(state.verifyingSince ?? state.changedAt, milliseconds(step.timeBox.duration))
}

/** The step to which going back leads; null for the first. */
export function stepBefore(state: RunState): string | null {
  // Each return takes one step off the way; what was adopted begins a new one.
  const path: string[] = []
  for (const visit of state.visits) {
    if (visit.left?.type === 'back') path.pop()
    else if (visit.left?.type === 'adopted') path.length = 0
    else if (visit.left !== null) path.push(visit.step)
  }
  return path.at(-1) ?? null
}

function setInput(state: RunState, { name, value, origin }: Extract<Intent, { type: 'set-input' }>): Decided {
  const input = state.pack.pack.inputs?.find((candidate) => candidate.name === name)
  if (!input) return refused('unknown-input')
  // What is taken away is no secret: so it differs, in the record, from a secret that is not stored.
  const secret = value !== null && (input.secret ?? false)
  return event({ type: 'input-set', name, secret, value: secret ? null : value, origin })
}

function confirmedBy(given: Confirmation | undefined, { answeredBy = 'person' }: DecideContext): ConfirmedBy {
  return given?.type === 'policy' ? 'policy' : answeredBy
}

function startCommand(
  state: RunState,
  step: Step,
  { command: reference, confirmation: given }: Extract<Intent, { type: 'run-command' }>,
  context: DecideContext
): Decided {
  const command = commandIn(state, step, reference)
  if (!command || command.interpreter === null) return refused('no-such-command')
  if (openExecution(state)) return refused('command-running')
  const effect = effectOf(step, reference.part)
  if (effect !== 'read-only') {
    if (given.type === 'policy') return refused('needs-confirmation')
    if (!isAcknowledged(state, step)) return refused('not-acknowledged')
    if (effect === 'irreversible' && !isTyped(step, given)) return refused('needs-typing')
  }
  if (missingInputs(state, command.inputs).some(isRequired)) return refused('needs-input')
  return event({
    type: 'command-started',
    execution: state.executions.length + 1,
    command: reference,
    interpreter: command.interpreter,
    code: command.code,
    confirmation: given.type,
    confirmedBy: confirmedBy(given, context)
  })
}

/** Whether what the step needs was acknowledged; one that only reads needs nothing, and its rollback neither. */
function isAcknowledged(state: RunState, step: Step): boolean {
  return effectOf(step, 'step') === 'read-only' || currentVisit(state).acknowledged
}

function isTyped(step: Step, given: Confirmation): boolean {
  return given.type === 'typed' && given.phrase.trim().toLowerCase() === confirmationPhrase(step).toLowerCase()
}

function reportCommand(
  state: RunState,
  step: Step,
  { command: reference, status, output }: Extract<Intent, { type: 'report-command' }>
): Decided {
  const command = commandIn(state, step, reference)
  if (!command) return refused('no-such-command')
  if (openExecution(state)) return refused('command-running')
  if (effectOf(step, reference.part) !== 'read-only' && !isAcknowledged(state, step)) return refused('not-acknowledged')
  if (status !== null && !(Number.isInteger(status) && status >= 0 && status <= 255)) return refused('no-status')
  const execution = state.executions.length + 1
  return event({ type: 'command-reported', execution, command: reference, code: command.code, status, output })
}

/** A command of the current step. In a rollback only its own commands run. */
function commandIn(state: RunState, step: Step, reference: CommandReference) {
  const inRollback = state.place.type === 'rollback'
  if (inRollback !== (reference.part === 'rollback')) return null
  return commandsOf(step, reference.part).find((placed) => isSameCommand(placed.reference, reference))?.command ?? null
}

function doManualAction(state: RunState, step: Step, observed: string | null): Decided {
  const text = manualActionOf(step)
  if (text === null) return refused('no-manual-action')
  if (!isAcknowledged(state, step)) return refused('not-acknowledged')
  return event({ type: 'manual-action-done', ...asked(step), text, observed })
}

function choose(
  state: RunState,
  step: Step,
  { choice, reason: given, confirmation }: Extract<Intent, { type: 'choose' }>,
  context: DecideContext
): Decided {
  const reason = given ?? null
  const option = findOption(state, step, choice)
  if (!option) return refused('no-such-option')
  const evaluation = evaluate(step, ({ reference }) => lastExecution(state, reference))
  const suggested = evaluation.type === 'suggests' ? evaluation.choice : null
  const agrees = isSameChoice(suggested, option.choice)
  if (confirmation?.type === 'policy' && (!agrees || effectOf(step, 'step') !== 'read-only'))
    return refused('needs-confirmation')
  if (suggested !== null && !agrees && (reason ?? '').trim() === '') return refused('needs-reason')
  return event({
    type: 'decided',
    ...asked(step),
    choice: option.choice,
    condition: option.condition,
    by: agrees ? 'matcher' : 'person',
    confirmedBy: confirmedBy(confirmation, context),
    suggested,
    suggestionReason: evaluation.type === 'waits' ? null : evaluation.reason,
    observed: evaluation.type === 'waits' ? null : evaluation.observed,
    execution: evaluation.type === 'waits' ? null : evaluation.execution,
    reason,
    next: option.next,
    rollback: option.next === 'stop:escalate' && hasRollback(state, step)
  })
}

/** Whether something was done in the current visit that the text says how to take back. */
function hasRollback(state: RunState, step: Step): boolean {
  if (step.kind !== 'action' || fieldOf(step, 'rollback') === null) return false
  const index = state.visits.length - 1
  return (
    currentVisit(state).manualActionDone ||
    state.executions.some(({ visit, command }) => visit === index && command.part === 'step')
  )
}

function findOption(state: RunState, step: Step, choice: Choice): StepOption | null {
  return optionsOf(state.pack.runbook, step).find((option) => isSameChoice(option.choice, choice)) ?? null
}

function asked(step: Step): { step: string; question: string } {
  return { step: step.id, question: questionOf(step) }
}

function event(body: RunEventBody): Decided {
  return { type: 'event', event: body }
}

function refused(code: RefusalCode): Decided {
  return { type: 'refused', code, message: REFUSALS[code] }
}
