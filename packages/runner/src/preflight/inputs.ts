/**
 * Whether the values that a runbook needs are there, and look like their examples. No value is ever in a finding.
 */
import type { Input } from '@keys/schema'
import { doubtOf, TIME } from '../run/input-doubts.js'
import { isRequired } from '@keys/parser/model'
import type { PreflightFinding, PreflightValues } from './types.js'

const HOUR = 3_600_000

/** Values by input, and where each is from. */
export interface GatheredInputs {
  values: Readonly<Record<string, string>>
  findings: PreflightFinding[]
}

/**
 * Gathers values for the inputs of a pack.
 * @param inputs The inputs.
 * @param options What there is.
 * @param now ISO 8601: what belongs to an incident is stood in for by an hour ago.
 */
export function gatherInputs(inputs: readonly Input[], options: PreflightValues, now: string): GatheredInputs {
  const values: Record<string, string> = {}
  const findings = inputs.map((input) => {
    const { value, from } = valueOf(input, options, now)
    if (value === null) return missing(input)
    values[input.name] = value
    const doubt = doubtOf(input, value)
    return doubt === null
      ? finding(input, 'ok', from, null)
      : finding(input, 'warn', `${from}; ${doubt}`, `Compare it with the example: ${input.example ?? ''}`)
  })
  return { values, findings }
}

function valueOf(
  { name, example = '' }: Input,
  { environment, presets, standIns }: PreflightValues,
  now: string
): { value: string | null; from: string } {
  const standIn = standIns[name]
  if (standIn !== undefined) return { value: standIn, from: 'checked with a temporary folder' }
  const set = environment[name]
  if (set !== undefined && set !== '') return { value: set, from: 'set in the environment' }
  const preset = presets[name]
  if (preset !== undefined && preset !== '') return { value: preset, from: "set in the team's overlay" }
  if (!TIME.test(example)) return { value: null, from: '' }
  const value = `${new Date(Date.parse(now) - HOUR).toISOString().slice(0, 19)}Z`
  return { value, from: 'of an incident; checked with one hour ago' }
}

function missing(input: Input): PreflightFinding {
  const { name, description, example, secret } = input
  if (!isRequired(input)) return finding(input, 'ok', 'not set; it is optional', null)
  return finding(input, 'missing', 'not set', `${description}\n${commandFor(name, secret === true, example)}`)
}

/** The line of a shell that sets a value. What is typed of a secret is neither shown nor kept in the history. */
function commandFor(name: string, isSecret: boolean, example = '...'): string {
  if (isSecret) return `read -rs ${name} && export ${name}`
  return `export ${name}='${example.replaceAll("'", String.raw`'\''`)}'`
}

function finding(
  { name }: Input,
  state: PreflightFinding['state'],
  message: string,
  help: string | null
): PreflightFinding {
  return { of: 'input', name, state, message, help }
}
