/**
 * Masks what has the form of a key or a token of a well-known service, whoever it belongs to: what a command reads out of a
 * file or a table, no session knows.
 */
import { PRIVATE_KEY_BEGIN, SECRET_FORMS, secretPattern } from '@keys/schema'
import type { OutputFilter } from '../ports.js'

const MARKER = '[hidden: looks like a secret]'

const END = '-----END (?:[A-Z0-9]+ )*PRIVATE KEY-----'
/** Whole tokens, with the lengths that their services give them, so that no sentence is one. */
const TOKEN = SECRET_FORMS.map((form) => secretPattern(form)).join('|')
const WHOLE = new RegExp(`(?<![A-Za-z0-9])(?:${TOKEN})|${PRIVATE_KEY_BEGIN}[\\s\\S]{48,}?(?:${END}|$)`, 'g')
const OPEN_KEY = new RegExp(`${PRIVATE_KEY_BEGIN}(?![\\s\\S]*${END})`)
/** Units that are held back at most: tokens are shorter, and so are keys. */
const MOST_HELD = 16_384

/** Starts to mask in a text that comes in parts. */
export function createLooksMasker(): OutputFilter {
  let held = ''
  /** Whether a key began that was too long to be held. */
  let isInKey = false

  function taken(isLast: boolean): string {
    if (isInKey) {
      const end = new RegExp(END).exec(held)
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
      const before = held.slice(0, key.index)
      if (held.length - key.index > MOST_HELD) {
        held = ''
        isInKey = true
        return before.replaceAll(WHOLE, MARKER) + MARKER
      }
      held = held.slice(key.index)
      return before.replaceAll(WHOLE, MARKER)
    }
    const cut = isLast ? held.length : startOfUnfinished(held)
    const ready = held.slice(0, cut)
    held = held.slice(cut)
    return ready.replaceAll(WHOLE, MARKER)
  }

  return {
    push(text) {
      held += text
      return taken(false)
    },
    end: () => taken(true)
  }
}

const STARTS = ['-----BEGIN', ...SECRET_FORMS.flatMap(({ begins }) => begins)]

/** Where the last word of a text begins, when it may still become a token or the first line of a key; else its end. */
function startOfUnfinished(text: string): number {
  const lowest = Math.max(0, text.length - MOST_HELD)
  let at = text.length
  while (at > lowest && IN_WORD.test(text.charAt(at - 1))) at--
  const word = mayBegin(text.slice(at)) ? at : text.length
  const header = HEADER.exec(text.slice(-HEADER_LENGTH))
  return header === null ? word : Math.min(word, text.length - header[0].length)
}

/** The beginning of the first line of a key, which is of several words. */
const HEADER = /-----B(?:E|EG|EGI|EGIN|EGIN [A-Z0-9 ]{0,40}-{0,5})?$/
const HEADER_LENGTH = 64

const IN_WORD = /[\w.+/=:?&%@-]/

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
