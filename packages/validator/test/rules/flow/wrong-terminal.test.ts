import { testRule } from '../../support/test-rule.js'

const stopping = (stop: string) => (text: string) => text.replace('the query failed. **STOP: escalate**', stop)
const own = '@keys/runbook-work-queue-stopped'

testRule('flow/wrong-terminal', [
  [
    'words that are none of the three',
    { files: { 'README.md': stopping('**STOP: call somebody**') } },
    [
      {
        id: 'unknown',
        file: 'README.md',
        at: '54:44-54:67',
        text: '**STOP: call somebody**',
        data: { stop: 'STOP: call somebody' }
      }
    ]
  ],
  [
    'more words than one of the three, and one in other letters',
    {
      files: {
        'README.md': (text) =>
          stopping('**Stop here.** **STOP: Escalate**')(text).replace(
            'it refuses connections. **STOP: escalate**',
            '**STOP: escalate now**'
          )
      }
    },
    [
      {
        id: 'unknown',
        file: 'README.md',
        at: '38:20-38:42',
        text: '**STOP: escalate now**',
        data: { stop: 'STOP: escalate now' }
      },
      {
        id: 'unknown',
        file: 'README.md',
        at: '54:59-54:77',
        text: '**STOP: Escalate**',
        data: { stop: 'STOP: Escalate' }
      }
    ]
  ],
  [
    'no bold',
    { files: { 'README.md': stopping('STOP HERE') } },
    [{ id: 'unknown', file: 'README.md', at: '54:44-54:53', text: 'STOP HERE', data: { stop: 'STOP HERE' } }]
  ],
  [
    'the wrong runbook without the right one',
    { files: { 'README.md': stopping('**STOP: wrong runbook**') } },
    [{ id: 'no-package', file: 'README.md', at: '54:44-54:67', text: '**STOP: wrong runbook**' }]
  ],
  [
    'a package that is no runbook',
    { files: { 'README.md': stopping('**STOP: wrong runbook** `@keys/validator`') } },
    [
      {
        id: 'not-a-runbook',
        file: 'README.md',
        at: '54:69-54:84',
        text: '@keys/validator',
        data: { package: '@keys/validator' }
      }
    ]
  ],
  [
    'this very runbook, also under "when not to use"',
    {
      files: {
        'README.md': (text) =>
          stopping(`**STOP: wrong runbook** \`${own}\``)(text).replace(
            'The database refuses connections: **STOP: escalate**',
            `Mails fail: \`${own}\``
          )
      }
    },
    [
      { id: 'own', file: 'README.md', at: '19:15-19:49', text: `\`${own}\``, data: { package: own } },
      { id: 'own', file: 'README.md', at: '54:44-54:67', text: '**STOP: wrong runbook**', data: { package: own } }
    ]
  ],
  [
    'a package without a stop',
    { files: { 'README.md': stopping('use `@keys/runbook-slow-queue`') } },
    [
      {
        id: 'without-stop',
        file: 'README.md',
        at: '54:48-54:74',
        text: '`@keys/runbook-slow-queue`',
        data: { package: '@keys/runbook-slow-queue' }
      }
    ]
  ],
  [
    'the three, one of them on two lines; a package alone under "when not to use"',
    {
      files: {
        'README.md': (text) =>
          stopping('**STOP: wrong\n  runbook** `@keys/runbook-slow-queue`')(text)
            .replace('Continue to [Verify 1]', '**STOP: resolved**')
            .replace(
              'The database refuses connections: **STOP: escalate**',
              'Jobs are slow: `@keys/runbook-slow-queue`'
            )
      }
    },
    []
  ],
  [
    'a slug that is wrong hides nothing else',
    { files: { 'README.md': stopping('**STOP: wrong runbook**'), 'pack.json': { fields: { slug: 'A b' } } } },
    [{ id: 'no-package', file: 'README.md', at: '54:44-54:67' }]
  ]
])
