import { testRule } from '../../support/test-rule.js'
import { coverage, withDrill } from '../../support/drill.js'

const branch = { type: 'branch', step: 'Check 1', branch: '`exit 2`' } as const

testRule('drill/branch-not-covered', [
  ['nothing known', { workspace: withDrill() }, []],
  ['all walked', { workspace: withDrill({}) }, []],
  [
    'another text',
    { workspace: withDrill({ coverage: coverage({ uncovered: [branch] }), readme_hash: 'sha256-c' }) },
    []
  ],
  [
    'a branch',
    { workspace: withDrill({ coverage: coverage({ uncovered: [branch] }) }) },
    [{ id: 'branch', file: 'README.md', at: '38:3-38:18', data: { step: 'Check 1' } }]
  ]
])
