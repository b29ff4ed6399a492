import { testRule } from '../../support/test-rule.js'

testRule('action/precondition-missing', [
  [
    'none',
    { files: { 'README.md': (text) => text.replace('**Precondition**: no worker has run for ten minutes.', '') } },
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
      files: {
        'README.md': (text) => text.replace('**Precondition**: no worker has run for ten minutes.', '**Precondition**:')
      }
    },
    [{ id: 'empty', file: 'README.md', at: '63:1-63:17', text: '**Precondition**', data: { step: 'Action 1' } }]
  ],
  [
    'in the plural, with a list',
    { files: { 'README.md': (text) => text.replace('**Precondition**: no', '**Preconditions**:\n\n- no') } },
    []
  ],
  [
    'a diagnosis step needs none',
    { files: { 'README.md': '# Stopped\n\n## Diagnosis flow\n\n### Step 1: Look\n' } },
    []
  ]
])
