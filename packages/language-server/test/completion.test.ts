import { registry } from '@keys/validator'
import { describe, expect, test } from 'vitest'
import { complete } from '../src/completion.js'
import { placeIn } from './pack.js'

/** The line of a place when a suggestion has been taken. */
function taken(file: string, words: string, label: string): string {
  const place = placeIn(file, words)
  const suggestion = complete(place).find((candidate) => candidate.label === label)
  if (suggestion === undefined) return 'not offered'
  const before = place.text.slice(0, suggestion.start)
  const after = place.text.slice(suggestion.end)
  return (before.split('\n').at(-1) ?? '') + suggestion.insert + (after.split('\n')[0] ?? '')
}

test.each([
  ['README.md', '```sh\ncat $|\n```', 'LOG', 'cat $LOG'],
  ['README.md', '```sh\ncat "$LO|"\n```', 'LOG', 'cat "$LOG"'],
  ['README.md', '```sh\ncat ${L|\n```', 'LOG', 'cat ${LOG}'],
  ['README.md', '```sh\ncat ${L|}\n```', 'LOG', 'cat ${LOG}'],
  ['README.md', '```sh\ncat ${L|OX:-x}\n```', 'LOG', 'cat ${LOG:-x}'],
  ['README.md', '```sh\nunfinished $|', 'DATABASE_URL', 'unfinished $DATABASE_URL'],
  ['README.md', 'Go to [|', 'Step 1', 'Go to [Step 1]'],
  ['README.md', 'Go to [St|] now', 'Step 2', 'Go to [Step 2] now'],
  ['checklist.md', '- [ ] [Step |', 'Step 2', '- [ ] [Step 2]: how many wait. `____`'],
  ['README.md', 'Use `|', 'jupyter-queue-age', 'Use `jupyter-queue-age`'],
  ['README.md', 'Use `LOG` and `node-|` too', 'node-safe-cron', 'Use `LOG` and `node-safe-cron` too'],
  ['README.md', 'See `@keys/|`', '@keys/runbook-database-down', 'See `@keys/runbook-database-down`'],
  ['README.md', 'See `data|', '@keys/runbook-database-down', 'See `@keys/runbook-database-down`'],
  ['README.md', '**|', 'Expected', '**Expected**: '],
  ['README.md', '- **Roll|**', 'Rollback', '- **Rollback**: '],
  ['README.md', '<!-- key|', 'keys-disable-next-line', '<!-- keys-disable-next-line'],
  ['README.md', '<!-- keys-disable flow/|', 'flow/dead-end', '<!-- keys-disable flow/dead-end'],
  [
    'README.md',
    '<!-- keys-disable flow/dead-end, | -- why -->',
    'pack/schema',
    '<!-- keys-disable flow/dead-end, pack/schema -- why -->'
  ],
  ['pack.json', '"related_runbooks": ["|', 'database-down', '  "related_runbooks": ["database-down"],'],
  ['pack.json', '"references_node_keys": [\n  "|"\n]', 'node-safe-cron', '  "node-safe-cron"']
])('%s at %s can take %s', (file, words, label, line) => {
  expect(taken(file, words, label)).toBe(line)
})

test.each([
  ['README.md', 'plain words|'],
  ['README.md', 'costs $|'],
  ['README.md', '```json\n{"a": "$|\n```'],
  ['README.md', '```json\n[|\n```'],
  ['README.md', '- **If `|'],
  ['README.md', 'in the middle **|'],
  ['README.md', '<!-- keys-disable flow/dead-end -- be|'],
  ['checklist.md', '- [|'],
  ['pack.json', '"title": "|'],
  ['package.json', '"name": "|'],
  ['CHANGELOG.md', '```\n[|']
])('%s at %s offers nothing', (file, words) => {
  expect(complete(placeIn(file, words))).toEqual([])
})

describe('what is offered', () => {
  test('says what it stands for', () => {
    const [input] = complete(placeIn('README.md', '```sh\n$|\n```'))
    expect(input).toMatchObject({
      label: 'DATABASE_URL',
      detail: 'secret',
      documentation: expect.stringContaining('Where the')
    })
    const [step] = complete(placeIn('README.md', 'to [|'))
    expect(step).toMatchObject({ label: 'Step 1', detail: 'Count what waits' })
  })

  test('is every rule', () => {
    expect(complete(placeIn('README.md', '<!-- keys-disable |')).map(({ label }) => label)).toEqual(
      registry.map(({ code }) => code)
    )
  })

  test('is no pack that relates to itself', () => {
    expect(complete(placeIn('pack.json', '"related_runbooks": ["q|')).map(({ label }) => label)).toEqual([
      'database-down'
    ])
  })
})
