import { coverageLine } from '@keys/schema'
import { coverage, HASH } from '../../support/drill.js'
import { testRule } from '../../support/test-rule.js'

const LINE = coverageLine(coverage())
const readme = (line: string) => ({
  'README.md': (text: string) => text.replace('## Scope\n', `## Scope\n\n${line}\n`)
})
const place = { file: 'README.md', at: `7:1-7:${LINE.length + 1}` }

testRule('drill/line-of-another-text', [
  ['the drill of this text', { release: { coverage: coverage(), readmeHash: HASH }, files: readme(LINE) }, []],
  ['a pack that is not published', { files: readme(LINE) }, []],
  ['no line, and so no claim', { release: { coverage: null, readmeHash: HASH } }, []],
  [
    'a text that was changed since',
    { release: { coverage: coverage(), readmeHash: `sha256-${'c'.repeat(64)}` }, files: readme(LINE) },
    [{ id: 'stale', ...place, data: { slug: 'work-queue-stopped', hash: `sha256-${'c'.repeat(64)}` } }]
  ],
  [
    'a line of which nothing is kept',
    { release: { coverage: null, readmeHash: HASH }, files: readme(LINE) },
    [{ id: 'unknown', ...place, data: { slug: 'work-queue-stopped' } }]
  ],
  [
    'a line that was written by hand',
    {
      release: { coverage: coverage({ commands: { covered: 8, total: 10 } }), readmeHash: HASH },
      files: readme(LINE)
    },
    [{ id: 'differs', ...place, data: { line: coverageLine(coverage({ commands: { covered: 8, total: 10 } })) } }]
  ]
])
