/**
 * Decides whether a command may start, and what somebody reports of one that they ran elsewhere.
 */
import type { CommandReference, Effect, Step } from '@keys/schema'
import { commandsOf, confirmationPhrase, isRequired, isSameCommand } from '@keys/parser/model'
import { effectIn, needsAcknowledgement, needsPerson, unattendedObstacles } from '../policy/unattended.js'
import { confirmedBy, event, isAcknowledged, refused, type DecideContext, type Decided } from './decided.js'
import { isBrokenOff } from './evaluate.js'
import { missingInputs } from './inputs.js'
import type { Confirmation, Intent } from './intents.js'
import { openExecution, valuesIn, type RunState } from './state.js'

/** Whether a command of a step may start now. */
export function startCommand(
  state: RunState,
  step: Step,
  { command: reference, confirmation: given, terminal }: Extract<Intent, { type: 'run-command' }>,
  context: DecideContext
): Decided {
  const command = commandIn(state, step, reference)
  if (!command || command.interpreter === null) return refused('no-such-command')
  if (openExecution(state)) return refused('command-running')
  const { classifier = null, values = valuesIn(state) } = context
  const effect = effectIn(state.pack, step, { reference, command }, classifier)
  if (runsBeside(state, reference, effect, context)) return refused('still-running')
  // There is nobody at the terminal of a machine.
  if (terminal && confirmedBy(given, context) !== 'person') return refused('needs-confirmation')
  if (given.type === 'policy' || context.answeredBy === 'agent') {
    const isBelied = unattendedObstacles(state.pack, classifier).length > 0
    if (isBelied || needsPerson(state.pack, step, { reference, command }, classifier, values) !== null)
      return refused('needs-confirmation')
  }
  if (needsAcknowledgement(state.pack, step, { reference, command }, classifier) && !isAcknowledged(state, step))
    return refused('not-acknowledged')
  if (effect === 'irreversible' && !isTyped(step, given)) return refused('needs-typing')
  if (missingInputs(state, command.inputs).some(isRequired)) return refused('needs-input')
  return event({
    type: 'command-started',
    execution: state.executions.length + 1,
    command: reference,
    interpreter: command.interpreter,
    code: command.code,
    confirmation: given.type,
    confirmedBy: confirmedBy(given, context),
    ...(terminal ? { terminal } : {})
  })
}

/**
 * Whether an earlier execution that nobody saw to its end goes on: of the same command; or, for one that changes something,
 * of any command of the step.
 */
function runsBeside(
  { executions }: RunState,
  command: CommandReference,
  effect: Effect,
  { isRunning }: DecideContext
): boolean {
  return executions.some(
    (execution) =>
      (isSameCommand(execution.command, command) ||
        (effect !== 'read-only' && execution.command.step === command.step)) &&
      isBrokenOff(execution) &&
      isRunning?.(execution) === true
  )
}

function isTyped(step: Step, given: Confirmation): boolean {
  return given.type === 'typed' && given.phrase.trim().toLowerCase() === confirmationPhrase(step).toLowerCase()
}

/** What came of a command that somebody ran elsewhere. */
export function reportCommand(
  state: RunState,
  step: Step,
  { command: reference, status, output }: Extract<Intent, { type: 'report-command' }>,
  { classifier = null }: DecideContext
): Decided {
  const command = commandIn(state, step, reference)
  if (!command) return refused('no-such-command')
  if (openExecution(state)) return refused('command-running')
  if (needsAcknowledgement(state.pack, step, { reference, command }, classifier) && !isAcknowledged(state, step))
    return refused('not-acknowledged')
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
