/**
 * What a run asks next: the one order that terminals, drills, agents and pages follow.
 */
import type { Effect } from '@keys/schema'
import { isSameCommand, type StepOption } from '@keys/parser/model'
import { isBrokenOff, type Evaluation } from './evaluate.js'
import type { CommandView, Situation } from './situation.js'

/** What is asked next. A question of another kind is a compile error in each place that has to know it. */
export type Prompt =
  /** An action did not hold: is what it did taken back, or left as it is? */
  | { type: 'rollback'; commands: readonly CommandView[] }
  /** The later window of the step has not opened: wait, or answer early? */
  | { type: 'window'; opensAt: string }
  /** Does what has to hold before anything is changed? */
  | { type: 'precondition'; text: string; effect: Effect; asksForSecondPerson: boolean }
  /** Was done what is done by hand? */
  | { type: 'manual-action'; text: string }
  /** A command was started and not seen to its end: what did it do, and is it run again? */
  | { type: 'lost-command'; command: CommandView }
  /** Is the next command run? */
  | { type: 'command'; command: CommandView }
  /** How does it go on? */
  | { type: 'options'; evaluation: Exclude<Evaluation, { type: 'waits' }>; options: readonly StepOption[] }
export type PromptType = Prompt['type']

/** What a person passed by in this visit. The record keeps none of it: it is asked once, and again after a restart. */
export interface PassedPrompts {
  /** Whether the step is answered before its window opens. */
  window?: boolean
  /** Numbers of the executions that were not seen to their end and with which somebody goes on. */
  lost?: ReadonlySet<number>
}

/** Whether nobody saw a command to its end. One that only reads and was canceled on purpose leaves nothing open. */
function isUnseen({ step }: Situation, { execution, reference }: CommandView): boolean {
  if (!isBrokenOff(execution)) return false
  return execution?.end?.type === 'unknown' || (step.kind === 'action' && reference.part === 'step')
}

function isPassed({ execution }: CommandView, { lost }: PassedPrompts): boolean {
  return execution !== null && lost?.has(execution.number) === true
}

/**
 * What is asked next: what becomes of a rollback, an early window, the precondition, what is done by hand, commands whose
 * end was lost, the commands in their order, and last how it goes on.
 * @param situation Where the run stands.
 * @param now ISO 8601.
 * @param passed What was passed by.
 */
export function promptOf(situation: Situation, now: string, passed: PassedPrompts = {}): Prompt {
  const { type, window, precondition, manualAction, commands, evaluation, options } = situation
  if (type === 'rollback' || evaluation === null) return { type: 'rollback', commands }
  if (window !== null && window > now && passed.window !== true) return { type: 'window', opensAt: window }
  if (precondition) return { type: 'precondition', ...precondition }
  if (manualAction !== null) return { type: 'manual-action', text: manualAction }
  const lost = commands.find((command) => isUnseen(situation, command) && !isPassed(command, passed))
  if (lost) return { type: 'lost-command', command: lost }
  if (evaluation.type !== 'waits') return { type: 'options', evaluation, options }
  const { reference } = evaluation.command
  const command = commands.find((view) => isSameCommand(view.reference, reference))
  if (!command) throw new Error(`the command that is waited for is not among those of ${reference.step}`)
  return { type: 'command', command }
}
