import { testRule } from '../../support/test-rule.js'

const branches = (...lines: readonly string[]) => ({
  files: { 'README.md#step-1-count-what-waits': ['```sql\nselect 1;\n```\n', ...lines].join('\n') }
})

testRule('flow/branches-alike', [
  [
    'one step for all answers',
    branches(
      '- **If `0`**: on. Continue to [Action 1].',
      '- **If `1`**: on. Continue to [Action 1].',
      '- **Otherwise**: continue to [Action 1].'
    ),
    [{ id: 'alike', file: 'README.md', at: '49:3-49:13', data: { step: 'Step 1' } }]
  ],
  [
    'an escalation for all answers, one of them not written',
    branches('- **If `0`**: on. **STOP: escalate**', '- **If `1`**: on. **STOP: escalate**'),
    [{ id: 'alike', file: 'README.md', at: '49:3-49:13', data: { step: 'Step 1' } }]
  ],
  ['one branch', branches('- **Otherwise**: **STOP: escalate**'), []],
  [
    'what is not named escalates',
    branches('- **If `0`**: on. Continue to [Action 1].', '- **If `1`**: on. Continue to [Action 1].'),
    []
  ],
  [
    'two other runbooks',
    branches(
      '- **If `0`**: on. **STOP: wrong runbook** `@keys/runbook-a`',
      '- **Otherwise**: **STOP: wrong runbook** `@keys/runbook-b`'
    ),
    []
  ]
])
