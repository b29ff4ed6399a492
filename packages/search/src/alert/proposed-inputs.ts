/**
 * Values of an alert that may be those of inputs. They are proposed: a person takes them, or does not.
 */
import type { NormalizedAlert } from './normalized-alert.js'

/** A value that an alert proposes for an input. */
export interface ProposedInput {
  name: string
  value: string
  /** What of the alert it is. */
  from: string
}

/** The longest value that is proposed. */
const LONGEST = 200

/**
 * What an alert proposes for the inputs of a pack. Nothing is proposed for a secret, nor a value with signs that no name,
 * number, time or address has.
 * @param alert The alert.
 * @param inputs The inputs of the pack.
 */
export function proposedInputs(
  { labels, startedAt }: NormalizedAlert,
  inputs: readonly { name: string; secret?: boolean | undefined }[]
): ProposedInput[] {
  const byName = new Map(
    Object.entries(labels).map(([name, value]) => [name.toUpperCase().replace(/[^A-Z0-9]+/g, '_'), { name, value }])
  )
  return inputs.flatMap(({ name, secret }): ProposedInput[] => {
    if (secret === true) return []
    const label = byName.get(name)
    if (label !== undefined && isPlain(label.value))
      return [{ name, value: label.value, from: `the label ${label.name}` }]
    if (/^(?:INCIDENT|ALERT)_START(?:ED_AT)?$/.test(name) && startedAt !== null)
      return [{ name, value: startedAt, from: 'the time at which it began' }]
    return []
  })
}

function isPlain(value: string): boolean {
  return value.length <= LONGEST && /^[\w.:/@+%=,-]+$/.test(value)
}
