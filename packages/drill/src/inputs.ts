import { DrillFailure } from './failure.js'

/**
 * Looks whether the inputs of a world are what commands can be given. Drills are plain JavaScript: nobody may have
 * checked their types.
 * @param step The label of the step at which they came; empty for those that a world begins with.
 * @param inputs Values by name; an undefined one is left out.
 * @throws {DrillFailure} Where one is no string.
 */
export function expectStrings(step: string, inputs: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(inputs)) {
    if (value === undefined || typeof value === 'string') continue
    throw new DrillFailure(step, {
      message: `the input ${name} is ${value === null ? 'null' : `a value of type ${typeof value}`}`,
      expected: `a string, or no ${name} at all`
    })
  }
}
