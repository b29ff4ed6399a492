import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/no-time-limit', [
  [
    'requests',
    inStep('bash', ['curl -sS http://localhost', 'node -e "fetch(\'http://localhost\')"'].join('\n')),
    [
      { id: 'request', file: 'README.md', at: '46:1-46:26', text: 'curl -sS http://localhost', data: { tool: 'curl' } },
      {
        id: 'request',
        file: 'README.md',
        at: '47:10-47:35',
        text: "fetch('http://localhost')",
        data: { tool: 'fetch' }
      }
    ]
  ],
  [
    'queries',
    inStep('sql', ['begin;', 'select count(*) from jobs;'].join('\n')),
    [{ id: 'query', file: 'README.md', at: '47:1-47:26', text: 'select count(*) from jobs' }]
  ],
  [
    'a query in a here-document',
    inStep('bash', ['psql "$DATABASE_URL" <<\'SQL\'', 'select pg_sleep(100);', 'SQL'].join('\n')),
    [{ id: 'query', file: 'README.md', at: '47:1-47:21', text: 'select pg_sleep(100)' }]
  ],
  [
    'with limits',
    inStep(
      'bash',
      [
        'curl -sSm 5 http://localhost',
        'timeout 5 curl http://localhost',
        'curl -K "$EVIDENCE_DIR/config" http://localhost',
        'curl --version',
        "PGOPTIONS='-c statement_timeout=5s' psql -c 'select * from jobs'",
        "psql -c 'select now()'",
        'psql -f "$EVIDENCE_DIR/a.sql"',
        "node - <<'EOF'",
        'const signal = AbortSignal.timeout(1)',
        "await fetch('http://localhost', { signal })",
        "await fetch('http://localhost', options)",
        'EOF'
      ].join('\n')
    ),
    []
  ]
])
