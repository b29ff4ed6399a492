import { testRule } from '../../support/test-rule.js'

testRule('flow/labels-share-paragraph', [
  [
    'on the next line',
    {
      files: { 'README.md': (text) => text.replace('held jobs.\n\n**Precondition**', 'held jobs.\n**Precondition**') }
    },
    [{ id: 'shared', file: 'README.md', at: '62:1-62:17', text: '**Precondition**', data: { label: 'Precondition' } }]
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
    ]
  ],
  [
    'bold words in the middle',
    { files: { 'README.md': (text) => text.replace('held jobs.', 'held **Precondition** jobs.') } },
    []
  ]
])
