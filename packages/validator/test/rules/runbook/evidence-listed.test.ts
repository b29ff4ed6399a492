import { testRule } from '../../support/test-rule.js'

testRule('runbook/evidence-listed', [
  ['a list', { files: { 'README.md#evidence--audit-notes': '- The log.' } }, []],
  [
    'no list',
    { files: { 'README.md#evidence--audit-notes': 'Keep everything.' } },
    [{ id: 'none', file: 'README.md', at: '117:1-117:26', data: { section: 'Evidence & audit notes' } }]
  ]
])
