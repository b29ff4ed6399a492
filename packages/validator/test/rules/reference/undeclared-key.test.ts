import { testRule } from '../../support/test-rule.js'

testRule('reference/undeclared-key', [
  [
    'declared ones',
    {
      files: {
        'README.md#evidence--audit-notes': '- `jupyter-queue-analysis`\n- `next-safe-cron`',
        'pack.json': {
          fields: { references_jupyter_keys: ['jupyter-queue-analysis'], references_node_keys: ['next-safe-cron'] }
        }
      }
    },
    []
  ],
  [
    'a field that is wrong, of which pack/schema speaks',
    {
      files: {
        'README.md#evidence--audit-notes': '- `jupyter-queue-analysis`',
        'pack.json': { fields: { references_node_keys: 1 } }
      }
    },
    []
  ],
  [
    'named twice, told once; and one of the other kind',
    {
      files: {
        'README.md#evidence--audit-notes': '- `jupyter-queue-analysis`, `jupyter-queue-analysis`\n- `next-safe-cron`'
      }
    },
    [
      {
        id: 'undeclared',
        file: 'README.md',
        at: '119:3-119:27',
        text: '`jupyter-queue-analysis`',
        data: { key: 'jupyter-queue-analysis', field: 'references_jupyter_keys' }
      },
      {
        id: 'undeclared',
        file: 'README.md',
        at: '120:3-120:19',
        text: '`next-safe-cron`',
        data: { key: 'next-safe-cron', field: 'references_node_keys' }
      }
    ]
  ],
  [
    'spelt otherwise than declared',
    {
      files: {
        'README.md#evidence--audit-notes': '- `jupyter-queue-anlysis`',
        'pack.json': { fields: { references_jupyter_keys: ['jupyter-queue-analysis'] } }
      }
    },
    [
      {
        id: 'misspelt',
        file: 'README.md',
        at: '119:3-119:26',
        text: '`jupyter-queue-anlysis`',
        data: { key: 'jupyter-queue-anlysis', field: 'references_jupyter_keys', suggestion: 'jupyter-queue-analysis' }
      }
    ]
  ]
])
