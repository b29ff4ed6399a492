import { documentsOf, JsonDocument } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

/** Turns of direction, tags and words of no width; what joins emoji and letters of some scripts has its use. A flag is made of tags. */
const HIDDEN =
  /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069]|(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,10})[\u{E0000}-\u{E007F}]/u

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'Texts are UTF-8 without control characters and without characters that hide.',
  rationale: 'A command with an invisible character does something else when pasted, and terminals obey escapes.',
  messages: {
    'not-utf8': {
      message: '`{file}` holds the byte {byte} where UTF-8 has none.',
      expected: '`UTF-8`',
      help: 'Save the file as UTF-8.'
    },
    'control-character': {
      message: '`{file}` holds the control character {character}.',
      expected: 'only text, tabs and line ends',
      help: 'Delete the character.'
    },
    'hidden-character': {
      message: '`{file}` holds {character}, which nobody sees or which turns the order of the letters around.',
      expected: 'only characters that are seen',
      help: 'Delete the character.'
    }
  },
  check(source, { report }) {
    for (const [file, unread] of source.unread) {
      if (unread.reason !== 'not-utf8') continue
      const { line, column, offset, byte } = unread.fault
      const point = { line, column, offset }
      report('not-utf8', { start: point, end: point }, { file, byte: `0x${hexadecimal(byte, 2)}` }, file)
    }
    for (const document of documentsOf(source)) {
      // In JSON they are faults of syntax.
      if (document instanceof JsonDocument) continue
      const { path: file, text } = document
      const hidden = HIDDEN.exec(text)
      if (hidden) {
        const character = `U+${hexadecimal(hidden[0].codePointAt(0) ?? 0, 4)}`
        const range = document.range(hidden.index, hidden.index + hidden[0].length)
        report('hidden-character', range, { file, character }, file)
      }
      const offset = text.search(/(?![\t\n\r])\p{Cc}/u)
      if (offset === -1) continue
      const character = `U+${hexadecimal(text.charCodeAt(offset), 4)}`
      report('control-character', document.range(offset, offset + 1), { file, character }, file)
    }
  }
})

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
