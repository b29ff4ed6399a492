import { testRule } from '../../support/test-rule.js'

testRule('action/verification-missing', [
  [
    'none',
    { files: { 'README.md': (text) => text.replace('**Verification**: `> 0` jobs were released.', '') } },
    [
      {
        id: 'missing',
        file: 'README.md',
        at: '59:1-59:49',
        text: '### Action 1: Release the held jobs (REVERSIBLE)',
        data: { step: 'Action 1' }
      }
    ]
  ],
  [
    'nothing after it',
    {
      files: { 'README.md': (text) => text.replace('**Verification**: `> 0` jobs were released.', '**Verification**:') }
    },
    [{ id: 'empty', file: 'README.md', at: '78:1-78:17', text: '**Verification**', data: { step: 'Action 1' } }]
  ],
  [
    'only a command',
    { files: { 'README.md': (text) => text.replace('`> 0` jobs were released.', '\n\n```sql\nselect 1;\n```') } },
    []
  ],
  [
    'a diagnosis step needs none',
    { files: { 'README.md': '# Stopped\n\n## Diagnosis flow\n\n### Step 1: Look\n' } },
    []
  ]
])
