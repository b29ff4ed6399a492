import { isSecretName, type Input } from '@keys/schema'

/** Says of a variable whether its value is a secret: as pack.json declares it, or by its name whatever that says. */
export function secretsIn(inputs: readonly Input[]): (name: string) => boolean {
  const declared = new Set(inputs.filter(({ secret }) => secret === true).map(({ name }) => name))
  return (name) => declared.has(name) || isSecretName(name)
}
