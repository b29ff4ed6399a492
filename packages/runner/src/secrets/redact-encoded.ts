/**
 * Secrets inside of base64 that nobody names, such as a file of settings: what is decoded says that it holds one.
 */
import { ENCODED_ASCII, isSecretBehind, isSecretName, isSecretValue } from '@keys/schema'

const LAST = '(?:[A-Za-z\\d+/]{2}==|[A-Za-z\\d+/]{3}=)?'
/** A full line as `base64` wraps a long text. */
const LINE = `(?:${ENCODED_ASCII}){19}\\r?\\n`
const BEFORE = '(?<![\\w+/.-])'
const ENCODED = new RegExp(
  `${BEFORE}(?:(?:${LINE})+(?:${ENCODED_ASCII})*|(?:${ENCODED_ASCII}){4,})${LAST}(?![\\w+/=-])`,
  'g'
)
const BEGUN = new RegExp(`${BEFORE}(?:${LINE})*(?:${ENCODED_ASCII})*${partOf(ENCODED_ASCII)}$`)

/** The pattern of what such a group of four signs may be as long as it comes, with the signs that fill up the last one. */
function partOf(group: string): string {
  const [first = '', second = '', third = ''] = group.match(/\[[^\]]+\]/g) ?? []
  return `(?:${first}(?:${second}(?:${third}|=?=)?)?)?=?`
}

/**
 * Replaces texts in base64 that hold a secret.
 * @param text The text.
 * @param marker What stands in place of one.
 */
export function replaceEncodedSecrets(text: string, marker: string): string {
  return text.replaceAll(ENCODED, (encoded) => (holdsSecret(decoded(encoded)) ? marker : encoded))
}

/**
 * Where base64 of a text begins that may go on behind the end of a text.
 * @param text The text.
 * @returns Its length when there is none.
 */
export function startOfEncoded(text: string): number {
  return BEGUN.exec(text)?.index ?? text.length
}

function decoded(encoded: string): string {
  return atob(encoded.replaceAll(/\s/g, ''))
}

function holdsSecret(text: string): boolean {
  return (
    isSecretValue(text) ||
    text.split(/\r?\n/).some((line) => {
      const [, name = '', value = ''] = /^(?:export )?([A-Za-z_]\w*)=["']?([^"']*)/.exec(line) ?? []
      return isSecretName(name) && isSecretBehind(name, value)
    })
  )
}
