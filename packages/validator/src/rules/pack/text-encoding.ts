import { documentsOf, JsonDocument } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

/** Turns of direction, tags and words of no width; what joins emoji and letters of some scripts has its use. A flag is made of tags. */
const HIDDEN =
  /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069]|(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,10})[\u{E0000}-\u{E007F}]/u

/** Letters of Cyrillic and Greek that look like those of Latin. */
const ALIKE =
  '\\u0391\\u0392\\u0395-\\u0397\\u0399\\u039A\\u039C\\u039D\\u039F\\u03A1\\u03A4\\u03A5\\u03A7\\u03BF\\u03F2\\u0405\\u0406\\u0408\\u0410\\u0412\\u0415\\u041A\\u041C-\\u041E\\u0420-\\u0422\\u0425\\u0430\\u0435\\u043E\\u0440\\u0441\\u0443\\u0445\\u0455\\u0456\\u0458\\u04BB\\u0501\\u051B\\u051D'
/** One of them in a word with a letter of Latin, of the kind that words of one language do not have. */
const MIXED = new RegExp(
  `(?<=[A-Za-z][A-Za-z0-9_${ALIKE}]{0,40})[${ALIKE}]|[${ALIKE}](?=[A-Za-z0-9_${ALIKE}]{0,40}[A-Za-z])`,
  'u'
)

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
    },
    'look-alike': {
      message: '`{word}` holds {character}, which looks like a letter of Latin and is none.',
      expected: 'only letters of one script in a word',
      help: 'Type the word again.'
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
      const alike = MIXED.exec(text)
      if (alike) {
        const { index } = alike
        const [before = ''] = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, index - 40), index)) ?? []
        const [after = ''] = /^[\p{L}\p{N}_]*/u.exec(text.slice(index, index + 40)) ?? []
        const character = `U+${hexadecimal(text.charCodeAt(index), 4)}`
        report('look-alike', document.range(index, index + 1), { word: before + after, character }, file)
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
