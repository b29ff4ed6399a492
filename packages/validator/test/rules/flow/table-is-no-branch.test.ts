import { testRule } from '../../support/test-rule.js'

const CODE = ['```sql', "set statement_timeout = '10s';", 'select count(*) from jobs;', '```', '']
const BRANCHES = ['**Expected**: `0`', '', '- **Otherwise**: an answer that is not known. **STOP: escalate**', '']
const step = (...lines: string[]) => ({
  files: { 'README.md#step-1-count-what-waits': [...CODE, ...lines].join('\n') }
})

testRule('flow/table-is-no-branch', [
  [
    'rows that lead to steps',
    step('| Answer | Then |', '| --- | --- |', '| 0 | [Verify 1] |', '| more | go to action 1 |'),
    [{ id: 'table', file: 'README.md', at: '50:1-53:26' }]
  ],
  [
    'rows that end it, without pipes at the edges',
    step('Answer | Means | Then', ':-- | --- | --:', 'none | gone | **STOP: escalate**'),
    [{ id: 'table', file: 'README.md', at: '50:1-52:33' }]
  ],
  [
    'a table of values beside branches',
    step(...BRANCHES, '| State | Means |', '| - | - |', '| held | a worker has it |'),
    []
  ],
  ['a table that is about steps', step(...BRANCHES, '| Part | Takes |', '| - | - |', '| Step 1 | a minute |'), []],
  [
    'outside of steps',
    { files: { 'README.md#post-incident-follow-ups': '| What | Why |\n| --- | --- |\n| look | see Action 1 |' } },
    []
  ]
])
