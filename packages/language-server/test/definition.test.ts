import { join } from 'node:path'
import { expect, test } from 'vitest'
import { definition } from '../src/definition.js'
import { DIR, FILES, placeIn } from './pack.js'

test.each([
  ['README.md', 'Continue to [Step |2].', 'README.md', '### Step 2: Look at the log (READ-ONLY)'],
  ['README.md', 'go to |step 2', 'README.md', '### Step 2: Look at the log (READ-ONLY)'],
  ['README.md', '#step-2-look-at-|the-log-read-only', 'README.md', '### Step 2: Look at the log (READ-ONLY)'],
  ['README.md', '"$DATABASE_|URL"', 'pack.json', '"DATABASE_URL"'],
  ['checklist.md', '- [ ] [|Step 1]', 'README.md', '### Step 1: Count what waits']
])('%s at %s leads to %s, %s', (file, words, target, heading) => {
  const found = definition(placeIn(file, words))
  expect(found?.path).toBe(join(DIR, target))
  const { start, end } = found!.position!
  expect(FILES[target]?.slice(start.offset, end.offset)).toBe(heading)
})

test('a package leads to its runbook', () => {
  expect(definition(placeIn('README.md', '`@keys/runbook-database|-down`'))).toEqual({
    path: join(DIR, '../database-down/README.md'),
    position: null
  })
})

test.each([
  ['README.md', '`jupyter-queue|-age`'],
  ['README.md', '**If `|0`**'],
  ['README.md', 'to [Step 7|7].'],
  ['README.md', '# Queue |stopped']
])('%s at %s leads nowhere', (file, words) => {
  expect(definition(placeIn(file, words))).toBeNull()
})
