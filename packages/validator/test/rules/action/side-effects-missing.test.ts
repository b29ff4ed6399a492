import { testRule } from '../../support/test-rule.js'

testRule('action/side-effects-missing', [
  [
    'none',
    { files: { 'README.md': (text) => text.replace('**Side effects**: the released jobs run again at once.', '') } },
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
        'README.md': (text) =>
          text.replace('**Side effects**: the released jobs run again at once.', '**Side effects**:')
      }
    },
    [{ id: 'empty', file: 'README.md', at: '65:1-65:17', text: '**Side effects**', data: { step: 'Action 1' } }]
  ],
  [
    'none are side effects too',
    { files: { 'README.md': (text) => text.replace('the released jobs run again at once', 'none') } },
    []
  ],
  [
    'a diagnosis step needs none',
    { files: { 'README.md': '# Stopped\n\n## Diagnosis flow\n\n### Step 1: Look\n' } },
    []
  ]
])
