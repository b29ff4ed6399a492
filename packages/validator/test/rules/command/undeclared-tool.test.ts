import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/undeclared-tool', [
  [
    'a tool, once',
    inStep('bash', ['jq . a', 'jq . b', 'x=$(sha256sum a | cut -c 1-8)'].join('\n')),
    [
      { id: 'undeclared', file: 'README.md', at: '46:1-46:3', text: 'jq', data: { tool: 'jq' } },
      { id: 'undeclared', file: 'README.md', at: '48:5-48:14', text: 'sha256sum', data: { tool: 'sha256sum' } }
    ]
  ],
  [
    'behind another',
    inStep(
      'bash',
      ['timeout 5 redis-cli ping', 'find . -name a | xargs -n 1 htop', 'sudo -u app kubectl get pods'].join('\n')
    ),
    [
      { id: 'undeclared', file: 'README.md', at: '46:11-46:20', text: 'redis-cli', data: { tool: 'redis-cli' } },
      { id: 'undeclared', file: 'README.md', at: '47:29-47:33', text: 'htop', data: { tool: 'htop' } },
      { id: 'undeclared', file: 'README.md', at: '48:1-48:5', text: 'sudo', data: { tool: 'sudo' } },
      { id: 'undeclared', file: 'README.md', at: '48:13-48:20', text: 'kubectl', data: { tool: 'kubectl' } }
    ]
  ],
  [
    'from psql',
    inStep('sql', ['\\set rows `jq -c . "$EVIDENCE_DIR/a"`', 'select 1;'].join('\n')),
    [{ id: 'undeclared', file: 'README.md', at: '46:12-46:14', text: 'jq', data: { tool: 'jq' } }]
  ],
  [
    'what runs a fence',
    inStep('js', 'console.log(1)'),
    [{ id: 'undeclared', file: 'README.md', at: '46:1-46:15', text: 'console.log(1)', data: { tool: 'node' } }]
  ],
  [
    'given, declared, or a function',
    inStep(
      'bash',
      ['check() { grep -c a b; }', 'check | tee x && [[ -f x ]] && command -v jq && node -v && ./own.sh'].join('\n'),
      { required_tools: [{ command: 'psql' }, { command: 'node' }] }
    ),
    []
  ]
])
