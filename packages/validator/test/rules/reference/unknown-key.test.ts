import { testRule } from '../../support/test-rule.js'

testRule('reference/unknown-key', [
  [
    'no catalog, of which reference/not-checked speaks',
    { files: { 'pack.json': { fields: { references_node_keys: ['node-a'] } } } },
    []
  ],
  [
    'a Node key under both of its prefixes',
    {
      files: {
        'pack.json': {
          fields: {
            references_jupyter_keys: ['jupyter-queue-analysis'],
            references_node_keys: ['node-safe-cron', 'next-safe-cron']
          }
        }
      },
      catalogs: [
        {
          keys: [
            {
              tool: 'jupyter',
              slug: 'jupyter-queue-analysis',
              title: 'A',
              description: 'B',
              version: '1.0.0',
              maturity: 'starter',
              license_spdx: 'MIT',
              inputs: ['log'],
              outputs: ['classes']
            },
            {
              tool: 'node',
              slug: 'safe-cron',
              title: 'A',
              description: 'B',
              version: '1.0.0',
              maturity: 'starter',
              license_spdx: 'MIT',
              runtime: 'next',
              key_type: ['job'],
              required_env: []
            }
          ]
        }
      ]
    },
    []
  ],
  [
    'a misspelled and an unknown one',
    {
      files: {
        'pack.json': {
          fields: {
            references_jupyter_keys: ['jupyter-queue-anlysis'],
            references_node_keys: ['node-safe-cron', 'node-something-else-altogether']
          }
        }
      },
      catalogs: [
        {
          keys: [
            {
              tool: 'jupyter',
              slug: 'jupyter-queue-analysis',
              title: 'A',
              description: 'B',
              version: '1.0.0',
              maturity: 'starter',
              license_spdx: 'MIT',
              inputs: ['log'],
              outputs: ['classes']
            },
            {
              tool: 'node',
              slug: 'safe-cron',
              title: 'A',
              description: 'B',
              version: '1.0.0',
              maturity: 'starter',
              license_spdx: 'MIT',
              runtime: 'next',
              key_type: ['job'],
              required_env: []
            }
          ]
        }
      ]
    },
    [
      {
        id: 'misspelled',
        file: 'pack.json',
        at: '20:31-20:54',
        text: '"jupyter-queue-anlysis"',
        data: { key: 'jupyter-queue-anlysis', suggestion: 'jupyter-queue-analysis' }
      },
      {
        id: 'unknown',
        file: 'pack.json',
        at: '21:45-21:77',
        text: '"node-something-else-altogether"',
        data: { key: 'node-something-else-altogether' }
      }
    ]
  ]
])
