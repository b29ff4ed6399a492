/**
 * The values that commands need.
 */
import type { Input } from '@keys/schema'
import type { RunState } from './state.js'

/**
 * Declared inputs that nobody has given yet.
 * @param state The state of a run.
 * @param names Which to look at; all required ones when it is absent.
 */
export function missingInputs(state: RunState, names?: readonly string[]): Input[] {
  const isWanted = (input: Input): boolean => (names ? names.includes(input.name) : isRequired(input))
  return (state.pack.pack.inputs ?? []).filter((input) => isWanted(input) && !Object.hasOwn(state.inputs, input.name))
}

/** Whether commands cannot run without it. */
export function isRequired({ required }: Input): boolean {
  return required ?? true
}
