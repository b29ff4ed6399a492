import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/swallows-failure', [
  [
    '|| true',
    inStep('bash', ['curl -m 1 http://localhost || true', '{ ls; cat a; } || :'].join('\n')),
    [
      {
        id: 'ignored',
        file: 'README.md',
        at: '46:28-46:35',
        text: '|| true',
        data: { code: '|| true', tool: '`curl`' }
      },
      {
        id: 'ignored',
        file: 'README.md',
        at: '47:16-47:20',
        text: '|| :',
        data: { code: '|| :', tool: 'the block before it' }
      }
    ]
  ],
  [
    'psql that goes on',
    inStep(
      'bash',
      ['psql "$DATABASE_URL" <<\'SQL\'', 'select 1;', 'SQL', "psql -c 'select 1' -c 'select 2'"].join('\n')
    ),
    [
      { id: 'goes-on', file: 'README.md', at: '46:1-46:5', text: 'psql' },
      { id: 'goes-on', file: 'README.md', at: '49:1-49:5', text: 'psql' }
    ]
  ],
  [
    'failures that are told',
    inStep(
      'bash',
      [
        'n=$(grep -c a b || true)',
        'ls || { echo failed; exit 0; }',
        "psql -c 'select 1'",
        "psql -v ON_ERROR_STOP=1 <<'SQL'",
        'select 1;',
        'SQL',
        "psql <<'SQL'",
        '\\set ON_ERROR_STOP on',
        'select 1;',
        'SQL'
      ].join('\n')
    ),
    []
  ]
])
