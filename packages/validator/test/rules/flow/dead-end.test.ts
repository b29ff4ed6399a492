import { testRule } from '../../support/test-rule.js'

const body = '```sql\nselect 1;\n```\n\n**Expected**: `1`'

testRule('flow/dead-end', [
  [
    'the last diagnosis step falls through',
    { files: { 'README.md#step-1-count-what-waits': body } },
    [
      {
        id: 'falls-through',
        file: 'README.md',
        at: '43:1-43:29',
        text: '### Step 1: Count what waits',
        data: { step: 'Step 1' }
      }
    ]
  ],
  [
    'a check after which nothing stands',
    { files: { 'README.md': `# Wait\n\n## Immediate safety checks\n\n### Check 1: Look\n\n${body}\n` } },
    [{ id: 'leads-nowhere', file: 'README.md', at: '5:1-5:18', text: '### Check 1: Look', data: { step: 'Check 1' } }]
  ],
  ['a check falls through', { files: { 'README.md#check-1-the-database-answers': body } }, []],
  [
    'targets that do not exist are told elsewhere',
    { files: { 'README.md#step-1-count-what-waits': `${body}\n\n- **Otherwise**: on. [Step 8]` } },
    []
  ]
])
