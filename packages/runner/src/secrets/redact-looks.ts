/**
 * Masks what has the form of a key or a token of a well-known service, or stands where secrets do (`user:password@host`, an
 * `Authorization` header, `client_secret=`), whoever it belongs to: what a command reads out of a file or a table, no
 * session knows.
 */
import {
  LOOK_BACK,
  mayBecomeSecretByPlace,
  PRIVATE_KEY_BEGIN,
  PRIVATE_KEY_END,
  replaceSecretsByPlace,
  SECRET_FORMS,
  secretPattern
} from '@keys/schema'
import type { OutputFilter } from '../ports.js'
import { replaceEncodedSecrets, startOfEncoded } from './redact-encoded.js'

/** What stands in place of a secret that nobody declared. */
export const UNDECLARED = '[hidden: looks like a secret]'

/** Whole tokens, with the lengths that their services give them, so that no sentence is one. */
const TOKEN = SECRET_FORMS.map((form) => secretPattern(form)).join('|')
const WHOLE = new RegExp(`(?<![A-Za-z0-9])(?:${TOKEN})|${PRIVATE_KEY_BEGIN}[\\s\\S]{48,}?(?:${PRIVATE_KEY_END}|$)`, 'g')
const OPEN_KEY = new RegExp(`${PRIVATE_KEY_BEGIN}(?![\\s\\S]*${PRIVATE_KEY_END})`)
/** Units that are held back at most: tokens are shorter, and so are keys. */
const MOST_HELD = 16_384

/** Starts to mask in a text that comes in parts. */
export function createLooksMasker(): OutputFilter {
  let held = ''
  /** Whether a key began that was too long to be held. */
  let isInKey = false
  /** The end of what was handed on: it may say what the next word is. */
  let before = ''

  function hidden(text: string): string {
    WHOLE.lastIndex = before.length
    let known = before
    let done = before.length
    const all = before + text
    for (let found = WHOLE.exec(all); found; found = WHOLE.exec(all)) {
      known += all.slice(done, found.index) + UNDECLARED
      done = WHOLE.lastIndex
    }
    const masked = replaceSecretsByPlace(known + all.slice(done), UNDECLARED, before.length)
    const shown = replaceEncodedSecrets(masked.slice(before.length), UNDECLARED)
    before = (before + shown).slice(-LOOK_BACK)
    return shown
  }

  function taken(isLast: boolean): string {
    if (isInKey) {
      const end = new RegExp(PRIVATE_KEY_END).exec(held)
      if (end === null) {
        // The last line may be the beginning of its end.
        held = isLast ? '' : held.slice(-64)
        return ''
      }
      held = held.slice(end.index + end[0].length)
      isInKey = false
    }
    const key = OPEN_KEY.exec(held)
    if (key !== null && !isLast) {
      const free = held.slice(0, key.index)
      if (held.length - key.index > MOST_HELD) {
        held = ''
        isInKey = true
        return hidden(free) + UNDECLARED
      }
      held = held.slice(key.index)
      return hidden(free)
    }
    const cut = isLast ? held.length : startOfUnfinished(before, held)
    const ready = held.slice(0, cut)
    held = held.slice(cut)
    return hidden(ready)
  }

  return {
    push(text) {
      held += text
      return taken(false)
    },
    end: () => taken(true)
  }
}

const STARTS = ['-----BEGIN', 'Private-Lines:', ...SECRET_FORMS.flatMap(({ begins }) => begins)]

/**
 * Where the last word of a text begins, when it may still become a secret or the first line of a key; else its end.
 * @param before What was handed on before the text.
 */
function startOfUnfinished(before: string, text: string): number {
  const lowest = Math.max(0, text.length - MOST_HELD)
  let at = text.length
  while (at > lowest && IN_WORD.test(text.charAt(at - 1))) at--
  // A word that was handed on in part goes on.
  const begun = at === 0 ? (LAST_WORD.exec(before)?.[0] ?? '') : ''
  const word = begun + text.slice(at)
  const lead = before.slice(0, before.length - begun.length) + text.slice(Math.max(0, at - LOOK_BACK), at)
  const isOpen = at < text.length && (mayBegin(word) || mayBecomeSecretByPlace(lead, word))
  const encoded = lowest + startOfEncoded(text.slice(lowest))
  const first = Math.min(encoded, isOpen ? at : text.length)
  const header = HEADER.exec(text.slice(-HEADER_LENGTH))
  return header === null ? first : Math.min(first, text.length - header[0].length)
}

/** The beginning of the first line of a key, which is of several words. */
const HEADER = /(?:-----B(?:E|EG|EGI|EGIN|EGIN [A-Z0-9 ]{0,40}-{0,5})?|Private-L[\w:-]{0,6} ?\d*)$/
const HEADER_LENGTH = 64

const IN_WORD = /[^\s"'<>`]/
const LAST_WORD = /[^\s"'<>`]*$/

/** Whether a last word holds the beginning of a token, or ends in a part of one. */
function mayBegin(word: string): boolean {
  return STARTS.some((start) => {
    if (word.includes(start)) return true
    for (let length = Math.min(start.length - 1, word.length); length > 0; length--)
      if (word.endsWith(start.slice(0, length)))
        return length === word.length || !/[A-Za-z0-9]/.test(word.charAt(word.length - length - 1))
    return false
  })
}
