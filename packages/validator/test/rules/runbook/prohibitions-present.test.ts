import { testRule } from '../../support/test-rule.js'

testRule('runbook/prohibitions-present', [
  [
    'a heading in the place of bold',
    { files: { 'README.md': (text) => text.replace('**DO NOT**:', '### Do not') } },
    []
  ],
  [
    'no list',
    {
      files: {
        'README.md': (text) =>
          text.replace('**DO NOT**:\n\n- Delete jobs from the queue.\n- Restart the database.\n', 'Take care.\n')
      }
    },
    [
      {
        id: 'none',
        file: 'README.md',
        at: '21:1-21:45',
        text: '## Immediate safety checks (first 5 minutes)',
        data: { section: 'Immediate safety checks' }
      }
    ]
  ]
])
