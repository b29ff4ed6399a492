import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const found = (at: string, host: string) =>
  ({ id: 'literal', file: 'README.md', at, text: host, data: { host } }) as const

testRule('command/address-literal', [
  [
    'in addresses and behind options',
    inStep(
      'bash',
      [
        'curl http://10.1.2.3:80/a',
        'psql -h db.prod.acme.net',
        'psql postgres://a@192.168.1.4/b',
        'curl https://shop.staging.acme.net'
      ].join('\n')
    ),
    [
      found('46:13-46:21', '10.1.2.3'),
      found('47:9-47:25', 'db.prod.acme.net'),
      found('48:19-48:30', '192.168.1.4'),
      found('49:14-49:35', 'shop.staging.acme.net')
    ]
  ],
  [
    'of nobody, or of everybody',
    inStep(
      'bash',
      [
        'curl http://127.0.0.1:80 http://192.0.2.1',
        'curl https://api.stripe.com/v1',
        'curl http://169.254.169.254/',
        'ls --help 1.2.3.4'
      ].join('\n')
    ),
    []
  ]
])
