import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/language-missing', [
  [
    'no language',
    inStep('', "psql -c 'select 1'"),
    [{ id: 'missing', file: 'README.md', at: '45:1-45:4', text: '```' }]
  ],
  ['output', inStep('text', '1'), []]
])
