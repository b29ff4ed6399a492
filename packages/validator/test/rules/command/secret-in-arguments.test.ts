import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/secret-in-arguments', [
  [
    'a program, and one behind another',
    inStep(
      'bash',
      [
        'psql "$DATABASE_URL" -c "select 1"',
        'curl --max-time 5 -H "Authorization: Bearer $STRIPE_API_KEY" https://a',
        'timeout 5 psql "$DATABASE_URL"',
        'u=$DATABASE_URL',
        'pg_dump "$u"'
      ].join('\n')
    ),
    [
      {
        id: 'seen',
        file: 'README.md',
        at: '46:6-46:21',
        text: '"$DATABASE_URL"',
        data: { name: 'DATABASE_URL', program: 'psql' }
      },
      { id: 'seen', file: 'README.md', at: '47:22-47:61', data: { name: 'STRIPE_API_KEY', program: 'curl' } },
      { id: 'seen', file: 'README.md', at: '48:16-48:31', data: { name: 'DATABASE_URL', program: 'psql' } },
      {
        id: 'seen',
        file: 'README.md',
        at: '50:9-50:13',
        text: '"$u"',
        data: { name: 'DATABASE_URL', program: 'pg_dump' }
      }
    ]
  ],
  [
    'in a script that a command runs',
    inStep('bash', `sh -c 'curl --max-time 5 -H "Authorization: Bearer $STRIPE_API_KEY" https://a'`),
    [
      {
        id: 'seen',
        file: 'README.md',
        at: '46:1-46:79',
        data: { name: 'STRIPE_API_KEY', program: 'curl' }
      }
    ]
  ],
  [
    'the shell alone, a pipe, a document, a length',
    inStep(
      'bash',
      [
        '[ -n "$DATABASE_URL" ]',
        'printf \'%s\' "$DATABASE_URL" | cksum',
        'export PGURL="$DATABASE_URL"',
        'curl --max-time 5 -K - https://a <<EOF',
        'header = "Authorization: Bearer ${STRIPE_API_KEY}"',
        'EOF',
        'ls "${#DATABASE_URL}" "$EVIDENCE_DIR"'
      ].join('\n')
    ),
    []
  ]
])
