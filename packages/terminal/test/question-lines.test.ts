import columnsOf from 'fast-string-width'
import { expect, test } from 'vitest'
import { questionLines } from '../src/rich/question-lines.js'

const ANSWERS: readonly (readonly [label: string, note: string])[] = [
  ['If `ready`: the queue drains', '→ Verify 1: It drains'],
  ['If `stuck`: a worker holds it', '→ Action 1: Let it go'],
  ['Otherwise', '→ STOP: escalate']
]

/** The answers of a question on a terminal that has too few lines for all of their words. */
function answersAt(columns: number, answers = ANSWERS): string[] {
  const options = answers.map(([label, note], value) => ({ label, note, value }))
  const question = { head: [], options, preselected: null, keys: [] }
  return questionLines(question, null, null, { columns, rows: 8, color: false }).filter((line) =>
    /^[› ] \d /.test(line)
  )
}

test.each([20, 24, 40, 80])('at %i columns no two answers look alike', (columns) => {
  for (const answers of [ANSWERS, ANSWERS.map(([, note]) => ['If the long word is printed by it', note] as const)]) {
    const shown = answersAt(columns, answers).map((line) => line.slice(3))
    expect(new Set(shown).size).toBe(3)
    expect(Math.max(...shown.map((line) => columnsOf(line)))).toBeLessThanOrEqual(columns)
  }
})

test('answers that begin alike are told apart by how they go on', () => {
  const begin = 'If the command of the check prints'
  const answers = ['ready', 'stuck', 'nothing'].map((word) => [`${begin} ${word}`, '→ Step 1'] as const)
  expect(answersAt(20, answers).map((line) => line.slice(5))).toEqual(['…ready', '…stuck', '…nothing'])
})
