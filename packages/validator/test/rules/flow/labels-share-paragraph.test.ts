import { testRule } from '../../support/test-rule.js'

testRule('flow/labels-share-paragraph', [
  [
    'on the next line',
    {
      files: { 'README.md': (text) => text.replace('held jobs.\n\n**Precondition**', 'held jobs.\n**Precondition**') }
    },
    [{ id: 'shared', file: 'README.md', at: '62:1-62:17', text: '**Precondition**', data: { label: 'Precondition' } }],
    { 'README.md': ['+'] }
  ],
  [
    'two of them, after a hard line break',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('held jobs.\n\n**Precondition**', 'held jobs.\\\n**Precondition**')
            .replace('minutes.\n\n**Side', 'minutes.\n**Side')
      }
    },
    [
      { id: 'shared', file: 'README.md', at: '62:1-62:17', text: '**Precondition**', data: { label: 'Precondition' } },
      { id: 'shared', file: 'README.md', at: '63:1-63:17', text: '**Side effects**', data: { label: 'Side effects' } }
    ],
    { 'README.md': ['-**When**: [Step 1] counted held jobs.\\', '+**When**: [Step 1] counted held jobs.', '+', '+'] }
  ],
  [
    'bold words in the middle',
    { files: { 'README.md': (text) => text.replace('held jobs.', 'held **Precondition** jobs.') } },
    []
  ],
  [
    'in a list',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('**Precondition**: no', '- **Precondition**: no')
            .replace('minutes.\n\n**Side effects**', 'minutes.\n  **Side effects**')
      }
    },
    [{ id: 'shared', file: 'README.md', at: '64:3-64:19', data: { label: 'Side effects' } }],
    { 'README.md': ['+'] }
  ]
])
