import columnsOf from 'fast-string-width'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { render, table } from '../src/index.js'

const STYLE = { width: 40, color: false, isPlain: false }
const code = (text: string, most?: number): string[] =>
  render([{ type: 'code', label: 'bash', code: text, ...(most === undefined ? {} : { most }) }], STYLE).slice(1, -1)

test('a long line of a command is broken at its blanks, with a mark at the margin', () => {
  expect(code('psql "$DATABASE_URL" --csv -c \'select  1 from invoices\'')).toEqual([
    'psql "$DATABASE_URL" --csv -c \'select',
    "↪   1 from invoices'"
  ])
  expect(code('echo short')).toEqual(['echo short'])
})

test('no line is wider than the terminal, and nothing of the command is lost', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom('a', ' ', "'", '-', 'ä', '界') }), (line) => {
      const parts = code(line)
      expect(Math.max(...parts.map((part) => columnsOf(part)))).toBeLessThan(40)
      expect(parts.map((part, index) => (index === 0 ? part : part.slice(2))).join('')).toBe(line)
    })
  )
})

test.each([
  [12, 12, null],
  [13, 10, '3 more lines; v shows them'],
  [90, 10, '80 more lines; v shows them']
])('of a command of %i lines %i are shown', (lines, shown, more) => {
  const text = Array.from({ length: lines }, (_, at) => `echo ${at}`).join('\n')
  const drawn = code(text, 12)
  expect(drawn.filter((line) => line.startsWith('echo'))).toHaveLength(shown)
  expect(drawn.at(-1)).toBe(more ?? `echo ${lines - 1}`)
})

test.each([[60], [80], [200]])('a table fits a terminal of %i columns without a word broken', (width) => {
  const cells = ['background-job-failure-replay', '1.0.0', 'p2', 'installed', 'Background job failure and replay']
  const text = table(['pack', 'version', 'severity', 'from', 'title'], [cells], { width, color: false })
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width)
  for (const cell of cells.slice(0, -1)) expect(text).toContain(cell)
})
