import type { Change, GraphDiff } from '@keys/schema'
import { expect, test } from 'vitest'
import { differenceMarkdown } from '../src/report/difference-markdown.js'

const sides = {
  before: { name: '@acme/runbook-a@1.0.0', version: '1.0.0' },
  after: { name: 'runbook-keys/a', version: null }
}
const change = (bump: Change['bump'], message: string) => ({ bump, message }) as Change

test('no difference is one sentence', () => {
  const difference = { version: '1.0', slug: 'a', ...sides, bump: null, changes: [] } as GraphDiff
  expect(differenceMarkdown(difference)).toBe(
    '### `a`: `1.0.0` → `runbook-keys/a`\n\nNo difference in the procedure.\n'
  )
})

test('the most dangerous change comes first, and nothing of a text becomes markup', () => {
  const changes = [
    change('patch', 'Step 1 has other words.'),
    change('minor', 'Step 2 <img src=x> is new; ask @team or [click](https://x.example).'),
    change('major', '`Step 3` *leads* to `Action_2`.\u001b[31m')
  ]
  const difference = { version: '1.0', slug: 'a', ...sides, bump: 'major', changes } as GraphDiff
  expect(differenceMarkdown(difference).split('\n')).toEqual([
    '### `a`: `1.0.0` → `runbook-keys/a`',
    '',
    'At least **major** for whoever follows it.',
    '',
    '- **major**: `Step 3` \\*leads\\* to `Action_2`.␛\\[31m',
    '- **minor**: Step 2 \\<img src=x\\> is new; ask @\u200Bteam or \\[click\\](https://x.example).',
    '- **patch**: Step 1 has other words.',
    ''
  ])
})

test('a long list has an end', () => {
  const changes = Array.from({ length: 103 }, (_, index) => change('minor', `Step ${index} is new.`))
  const difference = { version: '1.0', slug: 'a', ...sides, bump: 'minor', changes } as GraphDiff
  expect(differenceMarkdown(difference)).toMatch(/Step 99 is new\.\n- … 3 more\n$/)
})
