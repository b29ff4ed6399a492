import { defineRule } from '../../engine/rule.js'

/** What a branch leads to, as somebody writes it into a cell. */
const TARGET = /\b(?:Check|Step|Action|Verify|Verification)\s+#?\d{1,4}\b|\bSTOP\b/i
const DELIMITER = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'What follows from an answer is written as branches, not as a table.',
  rationale:
    'No run, no drill and no rule reads the table: the step has no way on, and the reader has to find the row alone.',
  messages: {
    table: {
      message: 'What follows from an answer is in a table, which no run and no drill reads as branches.',
      expected: 'a list with one branch for each row, such as ``- **If `0`**: nothing waits. Continue to [Verify 1].``',
      help: 'Write each row as a list item: the answer in bold, then what to do, with the label in brackets.'
    }
  },
  check({ steps, blocks }, { source: { readme }, report }) {
    if (readme === null) return
    for (const { position } of blocks) {
      const { start, end } = position
      const step = steps.find(
        (one) => one.position.start.offset < start.offset && end.offset <= one.position.end.offset
      )
      if (step === undefined) continue
      const isRead = step.branches.some(
        (branch) => branch.position.start.offset >= start.offset && branch.position.end.offset <= end.offset
      )
      const [, delimiter = '', ...rows] = readme.text.slice(start.offset, end.offset).split(/\r?\n/)
      if (isRead || !delimiter.includes('|') || !DELIMITER.test(delimiter)) continue
      // The first cell is the answer, or names what the row is about.
      if (
        rows.some((row) =>
          cellsOf(row)
            .slice(1)
            .some((cell) => TARGET.test(cell))
        )
      )
        report('table', position)
    }
  }
})

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
}
