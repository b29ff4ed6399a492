/**
 * Secrets that no runbook declares: commands find the whole environment of the operator, and print it (`env`, `set -x`,
 * `declare -p`, `process.env`).
 */
import { isSecretName, isSecretValue, type Input } from '@keys/schema'
import { canBeHidden, credentialsOf } from './redact-forms.js'
import type { Secret } from './redact.js'

/** Characters of a value that is no word of everyday use, as `postgres` or `production` would be. */
const SHORTEST_OUTSIDE = 12

/**
 * Values of the environment that are hidden in what commands print, though no input has them. A value that could be an
 * everyday word is left out: hiding it would change what is judged.
 * @param environment The environment of the commands.
 * @param inputs What the runbook declares: it says of these itself what is secret.
 */
export function outsideSecrets(
  environment: Readonly<Record<string, string | undefined>>,
  inputs: readonly Input[]
): Secret[] {
  const declared = new Set(inputs.map(({ name }) => name))
  const open = new Set(inputs.filter(({ secret }) => secret !== true).map(({ name }) => environment[name]))
  return Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && !declared.has(name) && !open.has(value) && isOutsideSecret(name, value)
      ? [{ name, value }]
      : []
  )
}

function isOutsideSecret(name: string, value: string): boolean {
  if (!canBeHidden(value) || !(isSecretValue(value) || (isSecretName(name) && isUnlikeWords(value)))) return false
  // Of a connection string it is the password that is found, also where it stands alone.
  return credentialsOf(value.trim()).every(isUnlikeWords)
}

/** Long and mixed, and no path. */
function isUnlikeWords(value: string): boolean {
  return value.length >= SHORTEST_OUTSIDE && /\d/.test(value) && /[a-z]/i.test(value) && !/^[./~]/.test(value)
}
