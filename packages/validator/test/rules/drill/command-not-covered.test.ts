import { testRule } from '../../support/test-rule.js'
import { coverage, withDrill } from '../../support/drill.js'

const own = { type: 'command', step: 'Check 1', part: 'step', index: 0 } as const
const gone = { type: 'command', step: 'Action 1', part: 'rollback', index: 7 } as const

testRule('drill/command-not-covered', [
  ['nothing known', { workspace: withDrill() }, []],
  ['all walked', { workspace: withDrill({}) }, []],
  ['another text', { workspace: withDrill({ coverage: coverage({ uncovered: [own] }), readme_hash: 'sha256-c' }) }, []],
  [
    'a command',
    { workspace: withDrill({ coverage: coverage({ uncovered: [own] }) }) },
    [{ id: 'command', file: 'README.md', at: '30:1-33:4', data: { step: 'Check 1' } }]
  ],
  [
    'a command that is not there',
    { workspace: withDrill({ coverage: coverage({ uncovered: [gone] }) }) },
    [
      {
        id: 'command',
        file: 'README.md',
        at: '59:1-59:49',
        text: '### Action 1: Release the held jobs (REVERSIBLE)',
        data: { step: 'Action 1' }
      }
    ]
  ]
])
