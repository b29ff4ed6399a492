import { expect, test } from 'vitest'
import { outlineOf, type OutlinePart } from '../src/symbols.js'
import { packContext } from './pack.js'

const names = ({ name, children }: OutlinePart): unknown => (children.length === 0 ? name : [name, children.map(names)])

test.each([
  ['README.md', ['When not to use', ['Diagnosis flow', ['Step 1: Count what waits', 'Step 2: Look at the log']]]],
  ['checklist.md', [['Diagnosis flow', ['Step 1: how many wait. ____']]]],
  ['CHANGELOG.md', ['1.0.0 - 2026-11-23']],
  ['pack.json', []]
])('%s has an outline', (file, outline) => {
  expect(outlineOf(packContext().source, file).map(names)).toEqual(outline)
})

test('every heading lies in its part, and every name has words', () => {
  const { source } = packContext({ 'README.md': '## \n\n### Step 1:\n\n## Diagnosis flow\n\n### \n\ntext' })
  const check = ({ name, heading, position, children }: OutlinePart): void => {
    expect(name).not.toBe('')
    expect(heading.start.offset).toBeGreaterThanOrEqual(position.start.offset)
    expect(heading.end.offset).toBeLessThanOrEqual(position.end.offset)
    children.forEach(check)
  }
  const outline = outlineOf(source, 'README.md')
  expect(outline).toHaveLength(2)
  outline.forEach(check)
})
