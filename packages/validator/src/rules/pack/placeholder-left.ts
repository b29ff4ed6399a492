import { documentsOf, TextDocument, type PackSource } from '@keys/pack/core'
import { MARK } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'release',
  description: 'A pack that is published has no place left that its author still has to fill in.',
  rationale: 'An operator comes to the step that matters and reads what somebody meant to write there.',
  messages: {
    left: {
      message: '`{text}` is still to be filled in.',
      expected: 'the words of the author in its place',
      help: 'Write what it asks for and delete the mark, or delete the place, then build again.'
    }
  },
  check(_, { source, report }) {
    for (const document of publishedTexts(source)) {
      const { path, text } = document
      for (let start = text.indexOf(MARK); start !== -1; start = text.indexOf(MARK, start + MARK.length)) {
        // A word about the mark, such as `TODO:` in backticks, and the end of another word are no marks.
        if (/[`\w]/.test(text[start - 1] ?? '')) continue
        const end = lineEnd(text, start)
        report('left', document.range(start, end), { text: text.slice(start, end) }, path)
      }
    }
  }
})

function publishedTexts(source: PackSource): TextDocument[] {
  const scripts = Object.entries(source.scripts).map(([path, text]) => new TextDocument(path, text))
  return [...documentsOf(source), ...scripts].filter(({ path }) => source.packedFiles?.has(path) !== false)
}

/** The end of what is asked for: that of the line, without what closes a value of JSON. */
function lineEnd(text: string, start: number): number {
  const line = text.slice(start).split(/\r?\n/, 1)[0] ?? ''
  return start + line.replace(/"[\],} ]*$/, '').trimEnd().length
}
