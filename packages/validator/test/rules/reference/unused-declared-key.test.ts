import { testRule } from '../../support/test-rule.js'

testRule('reference/unused-declared-key', [
  [
    'a name that is spelt otherwise in the runbook, of which reference/undeclared-key speaks',
    {
      files: {
        'README.md#evidence--audit-notes': '- `jupyter-queue-anlysis`',
        'pack.json': { fields: { references_jupyter_keys: ['jupyter-queue-analysis'] } }
      }
    },
    []
  ],
  [
    'two that nobody names',
    {
      files: {
        'README.md#evidence--audit-notes': '- `next-safe-cron`',
        'pack.json': {
          fields: {
            references_jupyter_keys: ['jupyter-queue-analysis'],
            references_node_keys: ['next-safe-cron', 'node-replay']
          }
        }
      }
    },
    [
      {
        id: 'unused',
        file: 'pack.json',
        at: '20:31-20:55',
        text: '"jupyter-queue-analysis"',
        data: { key: 'jupyter-queue-analysis' }
      },
      { id: 'unused', file: 'pack.json', at: '21:45-21:58', text: '"node-replay"', data: { key: 'node-replay' } }
    ]
  ]
])
