import type { Input } from '@keys/schema'

const SECRET_NAME = /(^|_)(SECRET|SECRET_KEY|API_KEY|ACCESS_KEY|PRIVATE_KEY|KEY|TOKEN|PASSWORD|PASSWD|PASSPHRASE)$/

/** Says of a variable whether its value is a secret: as pack.json declares it, or else by its name. */
export function secretsIn(inputs: readonly Input[]): (name: string) => boolean {
  const declared = new Map(inputs.map(({ name, secret }) => [name, secret]))
  return (name) => declared.get(name) ?? SECRET_NAME.test(name)
}
