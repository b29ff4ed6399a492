import { expect, test } from 'vitest'
import type { Matcher } from '@keys/schema'
import { hover } from '../src/hover.js'
import { matcherWords } from '../src/describe-matcher.js'
import { placeIn } from './pack.js'

const MATCHER = 'The command must end with exit status 0.'

test.each([
  ['README.md', '**If `|0`**', '`0`', `Holds when the last line of stdout that is not empty is \`0\`. ${MATCHER}`],
  [
    'README.md',
    '**If `> 0|`**',
    '`> 0`',
    `Holds when the last line of stdout is a number that is greater than 0. ${MATCHER}`
  ],
  [
    'README.md',
    'Continue to [Ste|p 2].',
    '[Step 2]',
    '**Step 2: Look at the log** (read-only)\n\nExpected: no errors.'
  ],
  ['README.md', '[Step 2|]: #', '[Step 2]', '**Step 2: Look at the log** (read-only)\n\nExpected: no errors.'],
  ['README.md', 'go to st|ep 2', 'go to step 2', '**Step 2: Look at the log** (read-only)\n\nExpected: no errors.'],
  [
    'README.md',
    '"$DATA|BASE_URL"',
    'DATABASE_URL',
    '**DATABASE\\_URL** (secret: never shown or stored)\n\nWhere the \\*queue\\* is.\n\nExample: `postgresql://db`'
  ],
  [
    'README.md',
    '`jupyter-|queue-age`',
    '`jupyter-queue-age`',
    '**Queue age** `jupyter-queue-age` 1.0.0\n\nSays how old jobs are.\n\nIn: jobs\n\nOut: ages'
  ],
  [
    'README.md',
    '`node-safe-cron|` is there',
    '`node-safe-cron`',
    '**Safe cron** `node-safe-cron` 1.0.0\n\nSays how old jobs are.\n\nAnswers: How do two runs never overlap?\n\nNeeds: DATABASE\\_URL'
  ],
  [
    'README.md',
    '`@keys/runbook-|database-down`',
    '`@keys/runbook-database-down`',
    '**Database down**\n\n`@keys/runbook-database-down`'
  ],
  ['README.md', 'set `LO|G` first', '`LOG`', '**LOG** (optional)\n\nThe log.'],
  ['checklist.md', '- [ ] [Step| 1]', '[Step 1]', '**Step 1: Count what waits**\n\nExpected: 0'],
  [
    'checklist.md',
    'README.md#step-1|-count',
    'README.md#step-1-count-what-waits',
    '**Step 1: Count what waits**\n\nExpected: 0'
  ],
  ['pack.json', '"database|-down"', '"database-down"', '**Database down**\n\n`@keys/runbook-database-down`'],
  ['pack.json', '"LO|G"', '"LOG"', '**LOG** (optional)\n\nThe log.']
])('%s at %s speaks of %s', (file, words, of, markdown) => {
  const place = placeIn(file, words)
  const shown = hover(place)
  expect(shown?.markdown).toBe(markdown)
  expect(place.text.slice(shown?.start, shown?.end)).toBe(of)
})

test.each([
  ['README.md', '# Queue st|opped'],
  ['README.md', 'ps|ql "'],
  ['README.md', 'to [Step 7|7].'],
  ['README.md', '`@keys/runbook-no|where`'],
  ['README.md', '```json\n[Ste|p 1]\n```\n'],
  ['checklist.md', '[|x] no label'],
  ['CHANGELOG.md', '## 1.0|.0'],
  ['pack.json', '"rel|ated_runbooks"'],
  ['package.json', '|']
])('%s at %s says nothing', (file, words) => {
  expect(hover(placeIn(file, words))).toBeNull()
})

const written = {
  raw: '',
  position: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }
}
test.each<[Matcher, string]>([
  [{ type: 'class', digit: 5, ...written }, 'Holds when the last line of stdout is a number from 500 to 599.'],
  [
    { type: 'comparison', operator: '!=', value: 3, ...written },
    'Holds when the last line of stdout is a number that is any but 3.'
  ],
  [
    { type: 'regexp', pattern: 'a`b', flags: '', ...written },
    'Holds when stdout has a match of `` a`b ``. RE2 syntax.'
  ],
  [
    { type: 'regexp', pattern: 'x', flags: 'im', ...written },
    'Holds when stdout has a match of `x` (upper and lower case are the same; `^` and `$` match at each line). RE2 syntax.'
  ],
  [{ type: 'exit', status: 28, ...written }, 'Holds when the command ends with exit status 28.'],
  [{ type: 'empty', ...written }, 'Holds when stdout has nothing but white space.'],
  [{ type: 'invalid', reason: 'it is <b>wrong</b>', ...written }, 'No matcher: it is \\<b\\>wrong\\</b\\>.']
])('%o in words', (matcher, words) => {
  expect(matcherWords(matcher)).toBe(words)
})
