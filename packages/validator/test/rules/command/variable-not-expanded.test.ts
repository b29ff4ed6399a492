import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/variable-not-expanded', [
  [
    'single quotes, a quoted tag and SQL',
    inStep(
      'bash',
      [
        "psql -c 'select 1 from a where b = $EVIDENCE_DIR'",
        'curl --max-time 5 -d \'{"a":"${EVIDENCE_DIR}"}\' https://a',
        "psql <<'SQL'",
        "select '$EVIDENCE_DIR';",
        'SQL'
      ].join('\n')
    ),
    [
      { id: 'stays', file: 'README.md', at: '46:36-46:49', text: '$EVIDENCE_DIR', data: { name: 'EVIDENCE_DIR' } },
      { id: 'stays', file: 'README.md', at: '47:29-47:44', text: '${EVIDENCE_DIR}', data: { name: 'EVIDENCE_DIR' } },
      { id: 'stays', file: 'README.md', at: '49:9-49:22', text: '$EVIDENCE_DIR', data: { name: 'EVIDENCE_DIR' } }
    ]
  ],
  [
    'a block of SQL',
    inStep('sql', "select '${EVIDENCE_DIR}';"),
    [{ id: 'stays', file: 'README.md', at: '46:9-46:24', text: '${EVIDENCE_DIR}', data: { name: 'EVIDENCE_DIR' } }]
  ],
  [
    'where it is put in, or is another language',
    inStep(
      'bash',
      [
        'psql -c "select 1 from a where b = \'$EVIDENCE_DIR\'"',
        "jq '.a | $EVIDENCE_DIR' x",
        "bash -c 'ls $EVIDENCE_DIR'",
        "curl --max-time 5 'https://a/$OTHER'",
        "psql <<'SQL'",
        '\\set a `cat "$EVIDENCE_DIR/a"`',
        '\\o | cat > "$EVIDENCE_DIR/b"',
        'SQL'
      ].join('\n')
    ),
    []
  ]
])
