import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

/** A function that calls the one before it four times. */
const twice = (index: number): string => `f${index + 1}() { f${index}; f${index}; f${index}; f${index}; }`

testRule('command/prints-secret', [
  [
    'too large to be searched to its end',
    inStep('bash', ['f0() { true; }', ...Array.from({ length: 7 }, (_, index) => twice(index)), 'f7'].join('\n')),
    [{ id: 'unsearched', file: 'README.md', at: '47:20-47:22', text: 'f0', data: {} }]
  ],
  [
    'in a shell',
    inStep(
      'bash',
      [
        'echo "$DATABASE_URL"',
        'printf \'%s\\n\' "key ${STRIPE_API_KEY}" >&2',
        'cat <<< "$DATABASE_URL"',
        'printenv DATABASE_URL',
        'url=$DATABASE_URL',
        'echo "$url" | tee copy'
      ].join('\n')
    ),
    [
      { id: 'shows', file: 'README.md', at: '46:6-46:21', text: '"$DATABASE_URL"', data: { name: 'DATABASE_URL' } },
      {
        id: 'shows',
        file: 'README.md',
        at: '47:15-47:38',
        text: '"key ${STRIPE_API_KEY}"',
        data: { name: 'STRIPE_API_KEY' }
      },
      {
        id: 'shows',
        file: 'README.md',
        at: '48:1-48:24',
        text: 'cat <<< "$DATABASE_URL"',
        data: { name: 'DATABASE_URL' }
      },
      { id: 'shows', file: 'README.md', at: '49:10-49:22', text: 'DATABASE_URL', data: { name: 'DATABASE_URL' } },
      { id: 'shows', file: 'README.md', at: '51:6-51:12', text: '"$url"', data: { name: 'DATABASE_URL' } }
    ]
  ],
  [
    'all of the environment',
    inStep('bash', ['env', 'env | sort', 'export -p'].join('\n')),
    [
      { id: 'dump', file: 'README.md', at: '46:1-46:4', text: 'env', data: { code: 'env' } },
      { id: 'dump', file: 'README.md', at: '47:1-47:4', text: 'env', data: { code: 'env' } },
      { id: 'dump', file: 'README.md', at: '48:1-48:10', text: 'export -p', data: { code: 'export -p' } }
    ]
  ],
  [
    'in a trace, in the evidence, and in a script that is run',
    inStep(
      'bash',
      [
        '(set -x; true "$DATABASE_URL")',
        'printf \'%s\' "$DATABASE_URL" > "$EVIDENCE_DIR/url"',
        'env | tee "$EVIDENCE_DIR/env.txt" > /dev/null',
        "sh -c 'echo $STRIPE_API_KEY'"
      ].join('\n')
    ),
    [
      { id: 'traced', file: 'README.md', at: '46:15-46:30', text: '"$DATABASE_URL"', data: { name: 'DATABASE_URL' } },
      {
        id: 'kept',
        file: 'README.md',
        at: '47:13-47:28',
        text: '"$DATABASE_URL"',
        data: { name: 'DATABASE_URL', file: '$EVIDENCE_DIR/url' }
      },
      {
        id: 'kept-answer',
        file: 'README.md',
        at: '48:1-48:4',
        text: 'env',
        data: { code: 'env', file: '$EVIDENCE_DIR/env.txt' }
      },
      {
        id: 'shows',
        file: 'README.md',
        at: '49:1-49:29',
        text: "sh -c 'echo $STRIPE_API_KEY'",
        data: { name: 'STRIPE_API_KEY' }
      }
    ]
  ],
  [
    'secrets that are not inputs',
    inStep('bash', ['kubectl get secret app -o yaml', 'token=$(gh auth token)', 'cut -d = -f 1 .env'].join('\n')),
    [
      {
        id: 'foreign',
        file: 'README.md',
        at: '46:1-46:31',
        text: 'kubectl get secret app -o yaml',
        data: { code: 'kubectl get secret app -o yaml' }
      }
    ]
  ],
  [
    'in JavaScript',
    inStep(
      'js',
      [
        "import { env } from 'node:process'",
        'const url = env.DATABASE_URL',
        'console.log(`at ${url.trim()}`)',
        'console.error(process.env)'
      ].join('\n')
    ),
    [
      { id: 'shows', file: 'README.md', at: '47:13-47:29', text: 'env.DATABASE_URL', data: { name: 'DATABASE_URL' } },
      { id: 'dump', file: 'README.md', at: '49:15-49:26', text: 'process.env', data: { code: 'process.env' } }
    ]
  ],
  [
    'presence, length, hash, and what goes elsewhere',
    inStep(
      'bash',
      [
        'echo "${#DATABASE_URL} ${DATABASE_URL:+set} $EVIDENCE_DIR"',
        'printf \'%s\' "$DATABASE_URL" | cksum',
        'file="$(mktemp)"',
        'printf \'%s\' "$DATABASE_URL" > "$file"',
        'x=$(echo "$DATABASE_URL")',
        "env | grep -q '^A='",
        'env | cut -d = -f 1',
        'export A=1',
        'env A=1 ls'
      ].join('\n')
    ),
    []
  ],
  [
    'presence and hash in JavaScript',
    inStep(
      'js',
      [
        "import { createHash } from 'node:crypto'",
        'const { DATABASE_URL: url } = process.env',
        "console.log(url.length, url ? 'set' : 'unset', createHash('sha256').update(url).digest('hex').slice(0, 8))"
      ].join('\n')
    ),
    []
  ],
  [
    'declared as no secret',
    inStep('bash', 'echo "$SORT_KEY"', {
      inputs: [
        { name: 'SORT_KEY', description: 'A column.', secret: false },
        { name: 'DATABASE_URL', description: 'a', secret: true },
        { name: 'EVIDENCE_DIR', description: 'a' }
      ]
    }),
    []
  ]
])
