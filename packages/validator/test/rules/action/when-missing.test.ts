import { testRule } from '../../support/test-rule.js'

testRule('action/when-missing', [
  [
    'none',
    { files: { 'README.md': (text) => text.replace('**When**: [Step 1] counted held jobs.', '') } },
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
    { files: { 'README.md': (text) => text.replace('**When**: [Step 1] counted held jobs.', '**When**:') } },
    [{ id: 'empty', file: 'README.md', at: '61:1-61:9', text: '**When**', data: { step: 'Action 1' } }]
  ],
  ['in a list item', { files: { 'README.md': (text) => text.replace('**When**:', '- **When**:') } }, []],
  [
    'a diagnosis step needs none',
    { files: { 'README.md': '# Stopped\n\n## Diagnosis flow\n\n### Step 1: Look\n' } },
    []
  ]
])
