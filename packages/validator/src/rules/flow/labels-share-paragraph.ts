import { fixOf, lineEndingOf, type TextDocument } from '@keys/pack/core'
import type { Fix, Position } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'Each label opens a paragraph of its own.',
  rationale: 'Rendered, the two run together on one line, and the second is read over.',
  messages: {
    shared: {
      message: '`{label}` stands in the paragraph of another label.',
      expected: 'a blank line before `{label}`',
      help: 'Put a blank line before it.'
    }
  },
  check({ steps }, { source: { readme }, report }) {
    for (const { name, sharesParagraph, labelPosition } of steps.flatMap(({ fields }) => fields)) {
      if (!sharesParagraph || readme === null) continue
      report('shared', labelPosition, { label: name }, 'README.md', blankLineBefore(labelPosition, readme))
    }
  }
})

/** A blank line before the line of a label; what forced a line break at the end of the line above goes with it. */
function blankLineBefore({ start }: Position, document: TextDocument): Fix | null {
  const lineStart = document.lines(start.line).start.offset
  const opening = document.text.slice(lineStart, start.offset)
  if (/[^\s>]/.test(opening)) return null
  const quote = opening.includes('>') ? opening.trimEnd() : ''
  const [lineBreak = ''] = /(?:\\| {2,})?\r?\n$/.exec(document.text.slice(0, lineStart)) ?? []
  const newline = lineEndingOf(document.text)
  return fixOf(document, [{ start: lineStart - lineBreak.length, end: lineStart, text: newline + quote + newline }])
}
