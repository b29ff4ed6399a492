/**
 * What a scenario says in place of a person.
 */
import type { Step } from '@keys/schema'
import { confirmationPhrase, type CommandView, type Confirmation, type Situation } from '@keys/runner'
import type { Answer, ByStep } from './define.js'

/** The confirmation that the scenario declares by leading here. */
export function confirmedByScript(step: Step, { effect }: CommandView): Confirmation {
  return effect === 'irreversible' ? { type: 'typed', phrase: confirmationPhrase(step) } : { type: 'confirmed' }
}

/** What the script has for a visit: a list is used up visit by visit, its last entry stays. */
export function entryOf<Value>(script: ByStep<Value> | undefined, label: string, visit: number): Value | undefined {
  const entry = script?.[label]
  return isList(entry) ? entry[Math.min(visit, entry.length - 1)] : entry
}

function isList<Value>(entry: Value | readonly Value[] | undefined): entry is readonly Value[] {
  return Array.isArray(entry)
}

/** The option that an answer of the script names; undefined where none does, or several. */
export function optionNamed(options: Situation['options'], answer: Answer): Situation['options'][number] | undefined {
  const exact = options.find(({ choice }) => choice.type === answer)
  const named = options.filter(({ condition }) => condition?.includes(answer))
  return exact ?? (named.length === 1 ? named[0] : undefined)
}
