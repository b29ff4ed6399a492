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
        id: 'misspelled',
        file: 'README.md',
        at: '119:3-119:26',
        text: '`jupyter-queue-anlysis`',
        data: { key: 'jupyter-queue-anlysis', field: 'references_jupyter_keys', suggestion: 'jupyter-queue-analysis' }
      }
    ]
  ],
  [
    'keys of a catalog',
    {
      files: { 'README.md#evidence--audit-notes': '- `jupyter-queue-analysis`, `jupyter-job-failure`\n- `node-gyp`' },
      catalogs: [
        {
          catalog: 'jupyter-keys',
          keys: ['jupyter-queue-analysis', 'jupyter-job-failure'].map((slug) => ({
            tool: 'jupyter',
            slug,
            title: 'A',
            description: 'B',
            version: '1.0.0',
            maturity: 'starter',
            license_spdx: 'MIT',
            inputs: ['a'],
            outputs: ['b']
          }))
        }
      ]
    },
    [
      {
        id: 'undeclared',
        file: 'README.md',
        at: '119:3-119:27',
        data: { key: 'jupyter-queue-analysis', field: 'references_jupyter_keys' }
      },
      {
        id: 'undeclared',
        file: 'README.md',
        at: '119:29-119:50',
        data: { key: 'jupyter-job-failure', field: 'references_jupyter_keys' }
      },
      {
        id: 'undeclared',
        file: 'README.md',
        at: '120:3-120:13',
        data: { key: 'node-gyp', field: 'references_node_keys' }
      }
    ],
    {
      'pack.json': [
        '-  "required_tools": [{ "command": "psql", "minimum_version": "12" }]',
        '+  "required_tools": [{ "command": "psql", "minimum_version": "12" }],',
        '+  "references_jupyter_keys": ["jupyter-queue-analysis", "jupyter-job-failure"]'
      ]
    }
  ],
  [
    'spelt otherwise than declared, twice, while a catalog has only the one',
    {
      files: {
        'README.md#evidence--audit-notes': '- `jupyter-queue-anlysis`\n- `jupyter-queue-anlysis`',
        'pack.json': { fields: { references_jupyter_keys: ['jupyter-queue-analysis'] } }
      },
      catalogs: [
        {
          catalog: 'jupyter-keys',
          keys: [
            {
              tool: 'jupyter',
              slug: 'jupyter-queue-analysis',
              title: 'A',
              description: 'B',
              version: '1.0.0',
              maturity: 'starter',
              license_spdx: 'MIT',
              inputs: ['a'],
              outputs: ['b']
            }
          ]
        }
      ]
    },
    [
      {
        id: 'misspelled',
        file: 'README.md',
        at: '119:3-119:26',
        data: { key: 'jupyter-queue-anlysis', field: 'references_jupyter_keys', suggestion: 'jupyter-queue-analysis' }
      }
    ],
    {
      'README.md': [
        '-- `jupyter-queue-anlysis`',
        '-- `jupyter-queue-anlysis`',
        '+- `jupyter-queue-analysis`',
        '+- `jupyter-queue-analysis`'
      ]
    }
  ]
])
