import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const inputsOf = (...names: string[]) => ({
  inputs: names.map((name) => ({ name, description: 'A value.' }))
})
const withScript = (script: string) => {
  const patch = inStep('bash', 'bash "$RUNBOOK/scripts/probe.sh"', inputsOf('DATABASE_URL', 'EVIDENCE_DIR', 'REGION'))
  return { ...patch, files: { ...patch.files, 'scripts/probe.sh': script } }
}

testRule('command/unused-input', [
  ['used in a script', withScript("psql -XqAt <<'SQL'\n\\getenv region REGION\nselect 1;\nSQL\n"), []],
  [
    'only asked whether it is set, in a script',
    withScript('for name in REGION; do [ -n "${!name}" ] || echo no; done\n'),
    [{ id: 'unused', file: 'pack.json', at: '18:120-18:128', text: '"REGION"', data: { name: 'REGION' } }]
  ],
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
