/**
 * Secrets that no runbook declares: commands find the whole environment of the operator, and print it (`env`, `set -x`,
 * `declare -p`, `process.env`).
 */
import { isSecretName, isSecretValue, isUnlikeWord, passwordsOf, type Input } from '@keys/schema'
import { canBeHidden } from './redact-forms.js'
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
    value !== undefined && !declared.has(name) && !open.has(value) ? secretsIn(name, value) : []
  )
}

/** A variable that says it is a password, or a secret that a person may have chosen. */
const PASSWORD_NAME = /(?:PASSWORD|PASSWD|PWD|PASS|PW|PASSPHRASE|SECRET)(?:_V?\d{1,2})?$/i

function secretsIn(name: string, value: string): Secret[] {
  if (isSecretName(name) && PASSWORD_NAME.test(name) && isPassword(value.trim()) && !isSecretValue(value)) {
    // It is hidden as it stands; what is long enough is hidden in its parts and encodings too.
    return [isUnlikeWords(value) ? { name, value } : { name, value: value.trim(), isWhole: true }]
  }
  if (!isSecretValue(value) && !(isSecretName(name) && isUnlikeWords(value))) return []
  // Of a connection string it is the password that is found, also where it stands alone.
  const passwords = passwordsOf(value.trim())
  if (canBeHidden(value) && passwords.every(isUnlikeWords)) return [{ name, value }]
  // A password that could be a word is hidden where it stands as one: in the whole, and between its signs.
  const between = /:\/\/([^/?#\s]*:[^?#\s]*@)/.exec(value)?.[1]
  const parts = [value.trim(), ...(between === undefined ? [] : [between, between.slice(between.indexOf(':'))])]
  return parts.filter((part) => part.length >= SHORTEST_WHOLE).map((part) => ({ name, value: part, isWhole: true }))
}

/** Characters of a part of a connection string that is hidden as it stands. */
const SHORTEST_WHOLE = 6

/** A short password with a digit or a sign, or a sentence. */
function isPassword(value: string): boolean {
  if (value.length < SHORTEST_WHOLE || /^[./~]/.test(value)) return false
  return isUnlikeWord(value) ? !/\s/.test(value) || value.length >= LONG : value.length >= LONG && /[a-z]/i.test(value)
}

/** Long and mixed, or very long, and no path. */
function isUnlikeWords(value: string): boolean {
  if (value.length < SHORTEST_OUTSIDE || /^[./~]/.test(value)) return false
  if (/^\d+$/.test(value)) return true
  return (/\d/.test(value) && /[a-z]/i.test(value)) || (value.length >= LONG && !/[\s/]/.test(value))
}

/** Characters from which on a value of one kind of signs is no word of everyday use. */
const LONG = 16
