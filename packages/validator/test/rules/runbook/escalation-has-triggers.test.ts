import { testRule } from '../../support/test-rule.js'

testRule('runbook/escalation-has-triggers', [
  ['an empty section, of which runbook/section-empty speaks', { files: { 'README.md#rollback--escalation': '' } }, []],
  [
    'a sentence',
    {
      files: {
        'README.md': (text) =>
          text.replace(
            '**Escalate when**:\n\n- The queue grows for 15 minutes after [Action 1].\n- A',
            '**Escalate when** the queue grows.\n\n- A'
          )
      }
    },
    []
  ],
  [
    'no trigger',
    { files: { 'README.md#rollback--escalation': '**Contacts**:\n\n- On call: `____`' } },
    [
      {
        id: 'none',
        file: 'README.md',
        at: '104:1-104:25',
        text: '## Rollback / escalation',
        data: { section: 'Rollback / escalation' }
      }
    ]
  ]
])
