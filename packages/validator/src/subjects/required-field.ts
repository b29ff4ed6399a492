import type { Field, FieldLabel, Position, Step } from '@keys/schema'

/** How a step falls short of a field that it has to have, and where that shows. */
export interface Lack {
  id: 'missing' | 'empty'
  position: Position
}

/**
 * Whether a step lacks a field.
 * @returns The lack; null when one field of this label holds words or a command.
 */
export function lackOf(step: Step, label: FieldLabel): Lack | null {
  const fields = step.fields.filter((field) => field.label === label)
  if (fields.some(isFilled)) return null
  const [empty] = fields
  return empty ? { id: 'empty', position: empty.labelPosition } : { id: 'missing', position: step.headingPosition }
}

/** Whether a field holds anything. */
export function isFilled(field: Field): boolean {
  return field.text !== '' || field.commands.length > 0
}
