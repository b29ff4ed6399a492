import { inStep } from '../../support/commands.js'
import type { FilePatch } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const FENCE = '```'
const bash = (code: string) => `${FENCE}bash\n${code}\n${FENCE}`
const check = (code: string, branches: string): Record<string, FilePatch> => ({
  'README.md#check-1-the-database-answers': `${bash(code)}\n\n${branches}`
})
const step = (code: string): Record<string, FilePatch> => ({
  'README.md#step-1-count-what-waits': `${bash(code)}\n\n- **If \`0\`**: [Verify 1]\n- **Otherwise**: [Action 1]`
})
const verify = (code: string): Record<string, FilePatch> => ({
  'README.md#verify-1-the-queue-is-moving': `${bash(code)}\n\n**Expected**: \`0\``
})

testRule('command/read-before-written', [
  [
    'a way round the step that writes',
    {
      files: {
        ...step('date > "$EVIDENCE_DIR/a"'),
        ...check('true', '- **If `0`**: [Verify 1]\n- **Otherwise**: [Step 1]'),
        ...verify('cat "$EVIDENCE_DIR/a"')
      }
    },
    [
      {
        id: 'skipped',
        file: 'README.md',
        at: '89:5-89:22',
        text: '"$EVIDENCE_DIR/a"',
        data: { file: '$EVIDENCE_DIR/a', writers: '`Step 1`' }
      }
    ]
  ],
  [
    'only the action writes it',
    { files: { ...step('true'), ...verify('wc -l < "$EVIDENCE_DIR/held.txt"') } },
    [
      {
        id: 'skipped',
        file: 'README.md',
        at: '93:9-93:33',
        text: '"$EVIDENCE_DIR/held.txt"',
        data: { file: '$EVIDENCE_DIR/held.txt', writers: '`Action 1`' }
      }
    ]
  ],
  ['every way writes it', { files: { ...step('date > "$EVIDENCE_DIR/a"'), ...verify('cat "$EVIDENCE_DIR/a"') } }, []],
  [
    'nobody writes it',
    inStep('bash', 'sort "$EVIDENCE_DIR/a" "$EVIDENCE_DIR/b"'),
    [
      {
        id: 'never',
        file: 'README.md',
        at: '46:6-46:23',
        text: '"$EVIDENCE_DIR/a"',
        data: { file: '$EVIDENCE_DIR/a' }
      },
      {
        id: 'never',
        file: 'README.md',
        at: '46:24-46:41',
        text: '"$EVIDENCE_DIR/b"',
        data: { file: '$EVIDENCE_DIR/b' }
      }
    ]
  ],
  [
    'written later in the same block',
    inStep('bash', 'cat "$EVIDENCE_DIR/a"\ndate > "$EVIDENCE_DIR/a"'),
    [
      {
        id: 'skipped',
        file: 'README.md',
        at: '46:5-46:22',
        text: '"$EVIDENCE_DIR/a"',
        data: { file: '$EVIDENCE_DIR/a', writers: '`Step 1`' }
      }
    ]
  ],
  [
    'a function runs later than it is written',
    inStep('bash', 'show() { cat "$EVIDENCE_DIR/a"; }\ndate > "$EVIDENCE_DIR/a"\nshow'),
    []
  ],
  [
    'by variables, loops, options and redirections',
    inStep(
      'bash',
      [
        'list="$EVIDENCE_DIR/a"',
        ': > "$list"',
        'for name in b c; do date | tee "$EVIDENCE_DIR/$name" > /dev/null; done',
        'curl -m 1 -o "$EVIDENCE_DIR/d" http://localhost',
        'cat "$EVIDENCE_DIR/a" "$EVIDENCE_DIR/b" "$EVIDENCE_DIR/c" < "$EVIDENCE_DIR/d"',
        '[ -s "$EVIDENCE_DIR/e" ] && cat "$EVIDENCE_DIR/e"'
      ].join('\n')
    ),
    []
  ],
  [
    'in psql',
    inStep(
      'sql',
      ['\\getenv dir EVIDENCE_DIR', '\\set ids `cat "$EVIDENCE_DIR/a"`', '\\o :dir/b', '\\i :dir/b', '\\i :dir/c'].join(
        '\n'
      )
    ),
    [
      {
        id: 'never',
        file: 'README.md',
        at: '47:15-47:32',
        text: '"$EVIDENCE_DIR/a"',
        data: { file: '$EVIDENCE_DIR/a' }
      },
      { id: 'never', file: 'README.md', at: '50:3-50:10', text: ' :dir/c', data: { file: '$EVIDENCE_DIR/c' } }
    ]
  ],
  [
    'in JavaScript',
    inStep(
      'js',
      [
        "import { readFileSync, writeFileSync } from 'node:fs'",
        "import { join } from 'node:path'",
        'const dir = process.env.EVIDENCE_DIR',
        "writeFileSync(`${dir}/a`, '')",
        "readFileSync(join(dir, 'a'))",
        "readFileSync(dir + '/b')"
      ].join('\n')
    ),
    [{ id: 'never', file: 'README.md', at: '51:14-51:24', text: "dir + '/b'", data: { file: '$EVIDENCE_DIR/b' } }]
  ],
  ['a folder that the runbook did not make', inStep('bash', 'cat "$REPOSITORY/a"'), []],
  [
    'a folder that the runbook makes',
    inStep('bash', 'mkdir -p "$RESULTS"\ncat "$RESULTS/a"'),
    [{ id: 'never', file: 'README.md', at: '47:5-47:17', text: '"$RESULTS/a"', data: { file: '$RESULTS/a' } }]
  ]
])
