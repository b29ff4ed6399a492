import type { Command, Field, Step } from '@keys/schema'

/** The command against which the matchers of a step's branches are decided; null when it has none. */
export function decidingCommand(step: Step): Command | null {
  const verifying = step.fields.filter(({ label }) => label === 'verification').flatMap(({ commands }) => commands)
  return verifying.at(-1) ?? step.commands.at(-1) ?? null
}

/** The command against which the matchers of a field are decided; null when there is none. */
export function decidingCommandOf(field: Field, step: Step): Command | null {
  return field.commands.at(-1) ?? step.commands.at(-1) ?? null
}
