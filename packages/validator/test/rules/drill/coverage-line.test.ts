import { coverageLine } from '@keys/schema'
import { validPack } from '../../fixtures/valid-pack.js'
import { testRule } from '../../support/test-rule.js'
import { coverage, withDrill } from '../../support/drill.js'

const line = coverageLine(coverage())
const old = coverageLine(coverage({ commands: { covered: 1, total: 10 } }))
// What earlier texts had: it says nothing of the defaults, of which a third was drilled, nor of stand-ins.
const once =
  'Drilled: 24 of 24 commands and 58 of 58 branches in 36 scenarios, 7 of them with a wrong action. <!-- drill coverage -->'
const incident = {
  id: 'a',
  title: 'Workers stopped',
  sources: ['https://github.com/a/b/issues/1'],
  broken: 'All of it.',
  before: { verdict: 'stuck', reason: 'No step said so.' },
  way: ['First minute'],
  verdict: 'sent-on',
  leads_to: 'escalate',
  reason: 'It is said at the top.',
  scenario: null
} as const
const withIncidents = coverageLine(coverage({ stand_ins: ['Stripe', 'a dependency'] }), [incident])
const readme = (text: string): string => (validPack['README.md'] ?? '').replace('right person called.\n', `$&${text}\n`)

testRule('drill/coverage-line', [
  ['nothing known', { workspace: withDrill() }, []],
  ['never passed', { workspace: withDrill({ coverage: null }) }, []],
  [
    'with public incidents, and stand-ins',
    {
      workspace: withDrill({ coverage: coverage({ stand_ins: ['Stripe', 'a dependency'] }) }),
      files: { 'README.md': readme(withIncidents), 'incidents.json': JSON.stringify({ incidents: [incident] }) }
    },
    []
  ],
  ['the same', { workspace: withDrill({}), files: { 'README.md': readme(line) } }, []],
  [
    'none',
    { workspace: withDrill({}) },
    [{ id: 'none', file: 'README.md', at: '1:1-1:1', data: { slug: 'work-queue-stopped', line } }]
  ],
  [
    'one that says nothing of defaults',
    { workspace: withDrill({}), files: { 'README.md': readme(once) } },
    [{ id: 'differs', file: 'README.md', at: `4:1-4:${once.length + 1}`, text: once, data: { line } }],
    { 'README.md': [`-${once}`, `+${line}`] }
  ],
  [
    'another',
    { workspace: withDrill({}), files: { 'README.md': readme(old) } },
    [{ id: 'differs', file: 'README.md', at: `4:1-4:${old.length + 1}`, text: old, data: { line } }],
    { 'README.md': [`-${old}`, `+${line}`] }
  ]
])
