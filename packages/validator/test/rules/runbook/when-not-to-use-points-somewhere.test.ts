import { testRule } from '../../support/test-rule.js'

testRule('runbook/when-not-to-use-points-somewhere', [
  [
    'a pack, a stop, a stop with a pack',
    {
      files: {
        'README.md#when-not-to-use':
          '- No database: `@keys/runbook-database-down`\n- No network: **STOP: escalate**\n' +
          '- Mails: **STOP: wrong runbook** `@keys/runbook-mail`'
      }
    },
    []
  ],
  [
    'no list',
    { files: { 'README.md#when-not-to-use': 'Not for other queues.' } },
    [
      {
        id: 'none',
        file: 'README.md',
        at: '17:1-17:19',
        text: '## When not to use',
        data: { section: 'When not to use' }
      }
    ]
  ],
  [
    'cases without a way',
    {
      files: {
        'README.md#when-not-to-use':
          '- The database\n  refuses connections.\n- Mails fail: **STOP: wrong runbook**\n' +
          '- Late: continue with [Step 1].'
      }
    },
    [
      {
        id: 'nowhere',
        file: 'README.md',
        at: '19:1-20:23',
        text: '- The database\n  refuses connections.',
        data: { text: 'The database refuses connections.' }
      },
      {
        id: 'nowhere',
        file: 'README.md',
        at: '21:1-21:38',
        text: '- Mails fail: **STOP: wrong runbook**',
        data: { text: 'Mails fail: STOP: wrong runbook' }
      },
      {
        id: 'nowhere',
        file: 'README.md',
        at: '22:1-22:32',
        text: '- Late: continue with [Step 1].',
        data: { text: 'Late: continue with Step 1.' }
      }
    ]
  ]
])
