import { testRule } from '../../support/test-rule.js'

testRule('runbook/escalation-has-contact-slot', [
  [
    'names, numbers, channels, and a sentence after them',
    {
      files: {
        'README.md#rollback--escalation':
          '**Escalate when**:\n\n- It grows.\n\n**Contacts**:\n\n- Lead: Ada\n- Desk 555 0100\n' +
          '- #incidents\n- ops@keys.test\n\nHand over the folder.'
      }
    },
    []
  ],
  [
    'a sentence in the place of a list',
    {
      files: {
        'README.md#rollback--escalation':
          '**Escalate when**:\n\n- It grows.\n\n**Contacts**: whoever answers in `#incidents`.'
      }
    },
    []
  ],
  [
    'no contacts',
    { files: { 'README.md#rollback--escalation': '**Escalate when**:\n\n- It grows.' } },
    [
      {
        id: 'none',
        file: 'README.md',
        at: '104:1-104:25',
        text: '## Rollback / escalation',
        data: { section: 'Rollback / escalation' }
      }
    ]
  ],
  [
    'roles alone, and underscores that Markdown takes for its own',
    {
      files: {
        'README.md#rollback--escalation':
          '**Escalate when**:\n\n- It grows.\n\n**Contacts**:\n\n- The database team\n- Lead: ____'
      }
    },
    [
      {
        id: 'no-slot',
        file: 'README.md',
        at: '112:1-112:20',
        text: '- The database team',
        data: { contact: 'The database team' }
      },
      { id: 'no-slot', file: 'README.md', at: '113:1-113:13', text: '- Lead: ____', data: { contact: 'Lead: ____' } }
    ]
  ],
  [
    'a sentence that names nobody',
    { files: { 'README.md#rollback--escalation': '**Escalate when**:\n\n- It grows.\n\n**Contacts**: ask around.' } },
    [
      {
        id: 'no-slot',
        file: 'README.md',
        at: '110:1-110:26',
        text: '**Contacts**: ask around.',
        data: { contact: 'ask around.' }
      }
    ]
  ]
])
