import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const found = (at: string, placeholder: string) =>
  ({ id: 'placeholder', file: 'README.md', at, text: placeholder, data: { placeholder } }) as const

testRule('command/word-placeholder', [
  [
    'in a shell, once each',
    inStep('bash', ['ssh YOUR_HOST uptime', 'ping YOUR_HOST', 'aws s3 ls s3://your-bucket/'].join('\n')),
    [found('46:5-46:14', 'YOUR_HOST'), found('48:16-48:27', 'your-bucket')]
  ],
  [
    'words that ask to be changed',
    inStep('bash', ["printf '%s' CHANGEME REPLACE_ME", 'echo API_KEY_HERE --id=xxxx', "echo '{{HOST}}'"].join('\n')),
    [
      found('46:13-46:21', 'CHANGEME'),
      found('46:22-46:32', 'REPLACE_ME'),
      found('47:6-47:18', 'API_KEY_HERE'),
      found('47:24-47:28', 'xxxx'),
      found('48:7-48:15', '{{HOST}}')
    ]
  ],
  ['in SQL', inStep('sql', "select 1 from jobs where tenant = 'YOUR-TENANT';"), [found('46:36-46:47', 'YOUR-TENANT')]],
  [
    'what is none',
    inStep(
      'bash',
      [
        'mktemp XXXXXX',
        'YOUR_HOST=db1',
        'ping "$YOUR_HOST" "${YOUR_HOST}"',
        "docker ps --format '{{.Names}}'",
        'echo "${{ MATRIX }}" x.xxx 0xXXX',
        'cat <<HERE',
        'a',
        'HERE'
      ].join('\n')
    ),
    []
  ]
])
