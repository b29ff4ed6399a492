import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/syntax', [
  [
    'shell',
    inStep('bash', ['if true; then', '  echo "on"', ''].join('\n')),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '47:11-47:12',
        text: '"',
        data: { word: '"', language: 'shell', reason: "expected 'fi' to close 'if'" }
      }
    ]
  ],
  [
    'shell, a quote that is not closed',
    inStep('bash', 'echo "on'),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '46:6-46:7',
        text: '"',
        data: { word: '"', language: 'shell', reason: 'unterminated double quote' }
      }
    ]
  ],
  [
    'SQL, after letters beyond ASCII',
    inStep('sql', ["set statement_timeout = '1s';", "select 'é 😀' from from jobs;"].join('\n')),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '47:20-47:24',
        text: 'from',
        data: { word: 'from', language: 'SQL', reason: 'syntax error at or near "from"' }
      }
    ]
  ],
  [
    'SQL in a here-document',
    inStep('bash', ['psql "$DATABASE_URL" <<\'SQL\'', 'select 1;', 'select count(* from jobs;', 'SQL'].join('\n')),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '48:16-48:20',
        text: 'from',
        data: { word: 'from', language: 'SQL', reason: 'syntax error at or near "from"' }
      }
    ]
  ],
  [
    'SQL in an option',
    inStep('bash', 'psql -c \'selec 1\' "$DATABASE_URL"'),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '46:10-46:15',
        text: 'selec',
        data: { word: 'selec', language: 'SQL', reason: 'syntax error at or near "selec"' }
      }
    ]
  ],
  [
    'what psql does to SQL is right',
    inStep(
      'sql',
      [
        '\\getenv since SINCE',
        "\\set part 'select 1'",
        'select :\'since\'::timestamptz, x."a" from (:part) as x (a) where (array[1, 2])[1:2] is not null \\gset',
        '\\if :{?a}',
        "select $tag$it's; :not$tag$, E'\\'' /* ; /* */ */;",
        '\\endif',
        'copy jobs from stdin;',
        "1\tit's",
        '\\.',
        'select 1 \\; select 2;',
        '\\echo done'
      ].join('\n')
    ),
    []
  ],
  [
    'what a shell puts in is right',
    inStep(
      'bash',
      ['psql "$DATABASE_URL" <<SQL', 'select * from $TABLE where id in ($(cat ids)) limit ${LIMIT};', 'SQL'].join('\n')
    ),
    []
  ],
  [
    'JavaScript',
    inStep('js', ['const a = 1', 'const a = 2', ''].join('\n')),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '47:7-47:8',
        text: 'a',
        data: { word: 'a', language: 'JavaScript', reason: "Identifier 'a' has already been declared" }
      }
    ]
  ],
  [
    'JavaScript in a here-document',
    inStep(
      'bash',
      [
        "node --input-type=module - <<'EOF'",
        "const b = await fetch('http://localhost')",
        'console.log(b.status))',
        'EOF'
      ].join('\n')
    ),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '48:22-48:23',
        text: ')',
        data: { word: ')', language: 'JavaScript', reason: 'Unexpected token' }
      }
    ]
  ],
  [
    'JavaScript in an option',
    inStep('bash', "node -p 'process.version +'"),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '46:26-46:27',
        text: '+',
        data: { word: '+', language: 'JavaScript', reason: 'Unexpected token' }
      }
    ]
  ],
  [
    'a script that is only written',
    inStep('bash', ['cat > "$EVIDENCE_DIR/a.mjs" <<\'EOF\'', 'let = ', 'EOF'].join('\n')),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '47:1-47:4',
        text: 'let',
        data: { word: 'let', language: 'JavaScript', reason: "The keyword 'let' is reserved" }
      }
    ]
  ],
  [
    'JSON',
    inStep('json', '{ "a": 1, }'),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '46:11-46:12',
        text: '}',
        data: { word: '}', language: 'JSON', reason: 'property name expected' }
      }
    ]
  ],
  ['JSON, one value on each line', inStep('json', ['{ "a": 1 }', '{ "a": 2 }'].join('\n')), []],
  [
    'TypeScript',
    inStep('ts', ['const a: string = 1', 'const b: = 2'].join('\n')),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '47:10-47:11',
        text: '=',
        data: { word: '=', language: 'TypeScript', reason: 'Unexpected token' }
      }
    ]
  ],
  ['right TypeScript', inStep('ts', 'export const a = (b?: string): b is "c" => b === ("c" as const)'), []],
  [
    'nested too deep',
    inStep('bash', `echo ${'$('.repeat(101)}`),
    [
      {
        id: 'fault',
        file: 'README.md',
        at: '46:1-46:208',
        data: {
          word: 'echo $($($($($($($($($($($($($($($($($($($($($($($($($($($($',
          language: 'shell',
          reason: 'brackets are nested more than 100 deep'
        }
      }
    ]
  ],
  ['a prompt is told by another rule', inStep('bash', '$ echo "on'), []]
])
