import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

const OPENING = /^(`{3,}|~{3,})/

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each fence is closed.',
  rationale:
    'What is written below the fence becomes part of its command, headings and steps among it, and nobody sees that.',
  messages: {
    unclosed: {
      message: 'This fence is not closed before something else begins, so that all down to line {line} is read as one.',
      expected: 'a line of {marks} below its last line',
      help: 'Close it where the command ends.'
    }
  },
  check({ blocks, steps, sections }, { source, report }) {
    const text = source.readme?.text ?? ''
    const held = [...steps, ...sections].flatMap(({ commands }) => commands)
    const inFields = steps.flatMap(({ fields }) => fields.flatMap(({ commands }) => commands))
    const seen = new Set<number>()
    for (const { position } of [...blocks, ...held, ...inFields]) {
      const marks = OPENING.exec(text.slice(position.start.offset, position.start.offset + 12))?.[1]
      if (marks === undefined || seen.has(position.start.offset)) continue
      const lines = text.slice(position.start.offset, position.end.offset).trimEnd().split('\n')
      if (isClosed(lines, marks)) continue
      seen.add(position.start.offset)
      const place = { start: position.start.offset, end: position.start.offset + marks.length }
      report('unclosed', placeIn(source, place), { line: String(position.start.line + lines.length - 1), marks })
    }
  }
})

/**
 * Whether the last line is one of such marks alone, with whatever the list or the quote around it puts before them, and no
 * other fence is opened before it: the last line is then that of the other one.
 */
function isClosed([, ...written]: readonly string[], marks: string): boolean {
  const lines = written.map((line) => line.replace(/^[\s>]*/, '').trimEnd())
  const last = lines.pop() ?? ''
  if (last.length < marks.length || last !== marks.charAt(0).repeat(last.length)) return false
  return !lines.some((line) => line.startsWith(marks) && /^(?:`+|~+)[ \t]*[a-z][\w+-]*$/i.test(line))
}
