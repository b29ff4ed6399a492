import { testRule } from '../../support/test-rule.js'

testRule('runbook/sections-in-order', [
  [
    'a section missing and one there twice',
    { files: { 'README.md': (text) => text.replace('## Evidence & audit notes', '## Escalation') } },
    []
  ],
  [
    'a section too late',
    {
      files: {
        'README.md#scope': '## When to use\n\n- **Alert**: `QueueDepthHigh` fires.\n\n## Scope\n\nCovers a queue.'
      }
    },
    [
      {
        id: 'moved',
        file: 'README.md',
        at: '5:1-5:15',
        text: '## When to use',
        data: { section: 'When to use', place: '`Scope`' }
      }
    ],
    {
      'README.md': [
        '-## When to use',
        '-',
        '-- **Alert**: `QueueDepthHigh` fires.',
        '-',
        '+',
        '+## When to use',
        '+',
        '+- **Alert**: `QueueDepthHigh` fires.'
      ]
    }
  ],
  [
    'the last section first',
    {
      files: {
        'README.md#scope': '## Post-incident follow-ups\n\n- **Within 1 day**: rest.\n\n## Scope\n\nCovers a queue.'
      }
    },
    [
      {
        id: 'moved',
        file: 'README.md',
        at: '5:1-5:28',
        text: '## Post-incident follow-ups',
        data: { section: 'Post-incident follow-ups', place: '`Evidence & audit notes`' }
      }
    ],
    {
      'README.md': [
        '-## Post-incident follow-ups',
        '-',
        '-- **Within 1 day**: rest.',
        '-',
        '+- **Within 1 day**: rest.',
        '+',
        '+## Post-incident follow-ups',
        '+'
      ]
    }
  ],
  [
    'one section between others',
    {
      files: {
        'README.md': (text) => text.replace('## When to use\n', '## Evidence\n\n- The log.\n\n## When to use\n')
      }
    },
    [
      {
        id: 'moved',
        file: 'README.md',
        at: '12:1-12:12',
        text: '## Evidence',
        data: { section: 'Evidence', place: '`Rollback / escalation`' }
      }
    ],
    { 'README.md': ['-## Evidence', '-', '-- The log.', '-', '+## Evidence', '+', '+- The log.', '+'] }
  ]
])
