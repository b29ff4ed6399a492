import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

testRule('command/unused-input', [
  [
    'not used',
    inStep('sql', 'select 1;', {
      inputs: [
        { name: 'DATABASE_URL', description: 'A value.' },
        { name: 'EVIDENCE_DIR', description: 'A value.' },
        { name: 'REGION', description: 'A value.' }
      ]
    }),
    [{ id: 'unused', file: 'pack.json', at: '18:120-18:128', text: '"REGION"', data: { name: 'REGION' } }]
  ],
  [
    'only asked whether it is set',
    inStep(
      'bash',
      ['for name in DATABASE_URL EVIDENCE_DIR \\', '  REGION; do [ -n "${!name}" ] || echo no; done'].join('\n'),
      {
        inputs: [
          { name: 'DATABASE_URL', description: 'A value.' },
          { name: 'EVIDENCE_DIR', description: 'A value.' },
          { name: 'REGION', description: 'A value.' }
        ]
      }
    ),
    [{ id: 'unused', file: 'pack.json', at: '18:120-18:128', text: '"REGION"', data: { name: 'REGION' } }]
  ],
  [
    'read by a program itself',
    inStep('bash', 'kubectl get pods', {
      inputs: [
        { name: 'DATABASE_URL', description: 'A value.' },
        { name: 'EVIDENCE_DIR', description: 'A value.' },
        { name: 'KUBECONFIG', description: 'A value.' },
        { name: 'PGPASSWORD', description: 'A value.' }
      ]
    }),
    []
  ]
])
