import { testRule } from '../../support/test-rule.js'

const otherwise = '- **Otherwise**: an answer that this runbook does not know. **STOP: escalate**\n'

testRule('flow/no-default-branch', [
  [
    'none, in words of its own',
    {
      files: {
        'README.md#check-1-the-database-answers':
          '- **If the database answers**: go to step 1.\n- **If it hangs**: go to step 1.'
      }
    },
    [{ id: 'none', file: 'README.md', at: '31:3-31:18', text: '**If it hangs**', data: { step: 'Check 1' } }]
  ],
  ['none, and anything else escalates', { files: { 'README.md': (text) => text.replaceAll(otherwise, '') } }, []],
  [
    'not last, and two of them',
    { files: { 'README.md': (text) => text.replace('- **If `exit 2`**', `${otherwise}- **If \`exit 2\`**`) } },
    [
      {
        id: 'not-last',
        file: 'README.md',
        at: '39:3-39:18',
        text: '**If `exit 2`**',
        data: { step: 'Check 1', branch: 'If exit 2' }
      },
      { id: 'second', file: 'README.md', at: '40:3-40:16', text: '**Otherwise**', data: { step: 'Check 1' } }
    ]
  ],
  [
    'a step without branches needs none',
    { files: { 'README.md#check-1-the-database-answers': '```sql\nselect 1;\n```\n\n**Expected**: `1`' } },
    []
  ]
])
