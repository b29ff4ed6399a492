import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/example-domain', [
  [
    'domains',
    inStep('bash', ['curl https://api.example.com/v1', 'curl https://db.example', 'ping example.org'].join('\n')),
    [
      {
        id: 'example',
        file: 'README.md',
        at: '46:14-46:29',
        text: 'api.example.com',
        data: { domain: 'api.example.com' }
      },
      { id: 'example', file: 'README.md', at: '47:14-47:24', text: 'db.example', data: { domain: 'db.example' } },
      { id: 'example', file: 'README.md', at: '48:6-48:17', text: 'example.org', data: { domain: 'example.org' } }
    ]
  ],
  [
    'what is none',
    inStep(
      'js',
      [
        'const a = row.example',
        "const b = 'http://localhost:3000/example.com.txt'",
        "const c = 'myexample.com config.example'"
      ].join('\n')
    ),
    []
  ]
])
