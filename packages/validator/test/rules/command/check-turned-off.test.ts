import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const found = (at: string, option: string) =>
  ({ id: 'off', file: 'README.md', at, text: option, data: { option } }) as const

testRule('command/check-turned-off', [
  [
    'curl, in options of one letter and in its configuration',
    inStep(
      'bash',
      ['curl -sSk https://a', 'timeout 5 curl --insecure https://a', 'curl -K - <<EOF', 'insecure', 'EOF'].join('\n')
    ),
    [found('46:6-46:10', '-sSk'), found('47:16-47:26', '--insecure'), found('49:1-49:9', 'insecure')]
  ],
  [
    'other programs',
    inStep(
      'bash',
      [
        'wget --no-check-certificate https://a',
        'ssh -o StrictHostKeyChecking=no a uptime',
        'NODE_TLS_REJECT_UNAUTHORIZED=0 node a.js',
        'kubectl --insecure-skip-tls-verify=true get pods',
        'git -c http.sslVerify=false fetch'
      ].join('\n')
    ),
    [
      found('46:6-46:28', '--no-check-certificate'),
      found('47:8-47:32', 'StrictHostKeyChecking=no'),
      found('48:1-48:31', 'NODE_TLS_REJECT_UNAUTHORIZED=0'),
      found('49:9-49:40', '--insecure-skip-tls-verify=true'),
      found('50:8-50:28', 'http.sslVerify=false')
    ]
  ],
  [
    'in JavaScript',
    inStep('js', 'const agent = new Agent({ rejectUnauthorized: false })'),
    [found('46:27-46:52', 'rejectUnauthorized: false')]
  ],
  [
    'other options',
    inStep(
      'bash',
      [
        'curl -o key -K - --cacert ca.pem https://a',
        'sort -k 2',
        '# curl -k',
        'ssh -o StrictHostKeyChecking=yes a',
        'ls -k'
      ].join('\n')
    ),
    []
  ]
])
