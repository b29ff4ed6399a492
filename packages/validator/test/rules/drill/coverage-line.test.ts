import { coverageLine } from '@keys/schema'
import { validPack } from '../../fixtures/valid-pack.js'
import { testRule } from '../../support/test-rule.js'
import { coverage, withDrill } from '../../support/drill.js'

const line = coverageLine(coverage())
const old = coverageLine(coverage({ commands: { covered: 1, total: 10 } }))
const readme = (text: string): string => (validPack['README.md'] ?? '').replace('right person called.\n', `$&${text}\n`)

testRule('drill/coverage-line', [
  ['nothing known', { workspace: withDrill() }, []],
  ['never passed', { workspace: withDrill({ coverage: null }) }, []],
  ['the same', { workspace: withDrill({}), files: { 'README.md': readme(line) } }, []],
  [
    'none',
    { workspace: withDrill({}) },
    [{ id: 'none', file: 'README.md', at: '1:1-1:1', data: { slug: 'work-queue-stopped', line } }]
  ],
  [
    'another',
    { workspace: withDrill({}), files: { 'README.md': readme(old) } },
    [{ id: 'differs', file: 'README.md', at: `4:1-4:${old.length + 1}`, text: old, data: { line } }],
    { 'README.md': [`-${old}`, `+${line}`] }
  ]
])
