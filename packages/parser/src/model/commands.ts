/**
 * The commands of a step: where they stand, what they may do, which of them decides.
 */
import type { Command, CommandPart, CommandReference, Effect, Field, FieldLabel, Step } from '@keys/schema'
import { stepLabel } from './steps.js'

/** A command in its place. */
export interface PlacedCommand {
  reference: CommandReference
  command: Command
}

/**
 * The first field of a label.
 * @param step The step.
 * @param label The label.
 */
export function fieldOf(step: Step, label: FieldLabel): Field | null {
  return step.fields.find((field) => field.label === label) ?? null
}

/**
 * The commands of one part of a step, in order of writing. One in a language that is not named does not run.
 * @param step The step.
 * @param part Its own commands, or those of a field.
 */
export function commandsOf(step: Step, part: CommandPart): PlacedCommand[] {
  const commands =
    part === 'step'
      ? step.commands
      : // A part that a field owns has the field's label.
        step.fields.filter(({ label }) => label === part).flatMap((field) => field.commands)
  return commands
    .map((command, index) => ({ reference: { step: step.id, part, index }, command }))
    .filter(({ command }) => command.interpreter !== null)
}

/**
 * All commands that are written in a step, below whichever label, and in whichever language: the reading counterpart of
 * what a run executes (`allCommandsOf`).
 * @param step The step.
 */
export function writtenCommandsOf({ commands, fields }: Pick<Step, 'commands' | 'fields'>): Command[] {
  return [...commands, ...fields.flatMap((field) => field.commands)]
}

/** The commands that a step asks for on the way forward: its own, then those of its verification. */
export function forwardCommands(step: Step): PlacedCommand[] {
  return [...commandsOf(step, 'step'), ...commandsOf(step, 'verification')]
}

/** The command against which the branches of a step are decided: the last of its verification, else its last own one. */
export function decidingCommand(step: Step): PlacedCommand | null {
  return forwardCommands(step).at(-1) ?? null
}

/** The parts of a step in which commands stand, in the order of a run. */
export const COMMAND_PARTS: readonly CommandPart[] = ['step', 'verification', 'rollback', 'manual-alternative']

/** All commands of a step that can run: its own, and those of its verification, rollback and manual alternative. */
export function allCommandsOf(step: Step): PlacedCommand[] {
  return COMMAND_PARTS.flatMap((part) => commandsOf(step, part))
}

/**
 * The command against which the matchers of a field are decided: its own last one, else the last one of its step.
 * @param field The field.
 * @param step The step.
 */
export function decidingCommandOf(field: Field, step: Step): Command | null {
  const runnable = (commands: readonly Command[]): Command | undefined =>
    commands.findLast(({ interpreter }) => interpreter !== null)
  return runnable(field.commands) ?? runnable(step.commands) ?? null
}

/**
 * What a command may do. Outside of actions, and in an action's verification, commands are read-only; an action without
 * a declared effect is taken for the worst.
 * @param step The step in which it stands.
 * @param part The part of the step.
 */
export function effectOf(step: Step, part: CommandPart): Effect {
  if (step.kind !== 'action' || part === 'verification') return 'read-only'
  const effect = step.effect ?? 'irreversible'
  // To take back what was done is itself no more than reversible, unless the author says worse of the action.
  return part === 'rollback' && effect === 'read-only' ? 'reversible' : effect
}

/** What a step says of its effect: outside of actions it reads; null for an action that says nothing. */
export function statedEffectOf({ kind, effect }: Pick<Step, 'kind' | 'effect'>): Effect | null {
  return kind === 'action' ? effect : 'read-only'
}

/** Whether two references name the same command. */
export function isSameCommand(a: CommandReference, b: CommandReference): boolean {
  return a.step === b.step && a.part === b.part && a.index === b.index
}

/** What somebody has to do by hand, beside the commands of a step or without any; null for nothing. */
export function manualActionOf(step: Step): string | null {
  return fieldOf(step, 'action')?.text ?? null
}

/** What has to be typed, and nothing else, before an irreversible command runs. */
export function confirmationPhrase(step: Step): string {
  return stepLabel(step)
}
