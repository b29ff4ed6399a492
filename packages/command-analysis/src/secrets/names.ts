import { isSecretName, type Input } from '@keys/schema'

/** The answer for some inputs, so that what was found with it is known again: several rules ask. */
const known = new WeakMap<readonly Input[], (name: string) => boolean>()

/** Says of a variable whether its value is a secret: as pack.json declares it, or by its name whatever that says. */
export function secretsIn(inputs: readonly Input[]): (name: string) => boolean {
  const before = known.get(inputs)
  if (before) return before
  const declared = new Set(inputs.filter(({ secret }) => secret === true).map(({ name }) => name))
  const isSecret = declared.size === 0 ? isSecretName : (name: string) => declared.has(name) || isSecretName(name)
  known.set(inputs, isSecret)
  return isSecret
}
