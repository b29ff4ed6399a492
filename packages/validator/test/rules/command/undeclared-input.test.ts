import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/undeclared-input', [
  [
    'the folder of the pack, in SQL too',
    inStep('sql', ['\\getenv runbook RUNBOOK', '\\i :runbook/scripts/limits.sql'].join('\n')),
    []
  ],
  [
    'in a shell, once',
    inStep('bash', ['psql -h "$DB_HOST" "${DATABASE_URL}"', 'echo "$DB_HOST"'].join('\n')),
    [{ id: 'undeclared', file: 'README.md', at: '46:10-46:18', text: '$DB_HOST', data: { name: 'DB_HOST' } }]
  ],
  [
    'misspelled',
    inStep('bash', 'psql "$DATABASE_ULR"'),
    [
      {
        id: 'misspelled',
        file: 'README.md',
        at: '46:7-46:20',
        text: '$DATABASE_ULR',
        data: { name: 'DATABASE_ULR', nearest: 'DATABASE_URL' }
      }
    ]
  ],
  [
    'in arithmetic and by name',
    inStep('bash', ['for name in APP_PORT; do echo "${!name}"; done', 'echo $((BATCH * 2))'].join('\n')),
    [
      { id: 'undeclared', file: 'README.md', at: '46:32-46:40', text: '${!name}', data: { name: 'APP_PORT' } },
      { id: 'undeclared', file: 'README.md', at: '47:9-47:14', text: 'BATCH', data: { name: 'BATCH' } }
    ]
  ],
  [
    'in psql',
    inStep('sql', ['\\getenv since INCIDENT_START', "select :'since';"].join('\n')),
    [
      {
        id: 'undeclared',
        file: 'README.md',
        at: '46:15-46:29',
        text: 'INCIDENT_START',
        data: { name: 'INCIDENT_START' }
      }
    ]
  ],
  [
    'in JavaScript',
    inStep(
      'js',
      [
        "import { env as e } from 'node:process'",
        "const { QUEUE, LIMIT = '5' } = process.env",
        "console.log(e.REGION, process.env['ZONE'])"
      ].join('\n')
    ),
    [
      { id: 'undeclared', file: 'README.md', at: '47:9-47:14', text: 'QUEUE', data: { name: 'QUEUE' } },
      { id: 'undeclared', file: 'README.md', at: '48:13-48:21', text: 'e.REGION', data: { name: 'REGION' } },
      { id: 'undeclared', file: 'README.md', at: '48:23-48:42', text: "process.env['ZONE']", data: { name: 'ZONE' } }
    ]
  ],
  [
    'the address that SQL is run against',
    inStep('sql', 'select 1;', { inputs: [{ name: 'EVIDENCE_DIR', description: 'A value.' }] }),
    [{ id: 'undeclared', file: 'README.md', at: '30:1-33:4', data: { name: 'DATABASE_URL' } }]
  ],
  [
    'set in the block, given by the shell, or with a value instead',
    inStep(
      'bash',
      [
        'HOST=a',
        'read -r WORD < /dev/null',
        'echo "$HOST $WORD $HOME ${PORT:-5432} $BASH_VERSION"',
        'export ONE="$HOST"',
        'psql "$DATABASE_URL" <<\'SQL\'',
        '\\getenv id ONE',
        "select '$NOT';",
        'SQL'
      ].join('\n')
    ),
    []
  ]
])
