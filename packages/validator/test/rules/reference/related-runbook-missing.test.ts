import { testRule } from '../../support/test-rule.js'

testRule('reference/related-runbook-missing', [
  [
    'its own name',
    { files: { 'README.md#evidence--audit-notes': '- The version of `@keys/runbook-work-queue-stopped`.' } },
    []
  ],
  [
    'named, declared and there',
    {
      files: {
        'README.md#when-not-to-use': '- No database: `@keys/runbook-database-down`',
        'pack.json': { fields: { related_runbooks: ['database-down'] } }
      },
      workspace: { packs: new Map([['database-down', { related_runbooks: [], path: 'packs/database-down' }]]) }
    },
    []
  ],
  [
    'one that is installed, of another scope',
    {
      files: {
        'README.md#when-not-to-use': '- No database: `@keys/runbook-database-down`',
        'pack.json': { fields: { related_runbooks: ['database-down'] } }
      },
      workspace: { packs: new Map(), installed: ['@keys/runbook-database-down'], scope: '@acme' }
    },
    []
  ],
  [
    'the slug of a pack that lies here in another scope',
    {
      files: {
        'README.md#when-not-to-use': '- No database: `@keys/runbook-database-down`',
        'pack.json': { fields: { related_runbooks: ['database-down'] } }
      },
      workspace: {
        packs: new Map([['database-down', { related_runbooks: [], path: 'packs/database-down' }]]),
        scope: '@acme'
      }
    },
    [
      {
        id: 'other-scope',
        file: 'README.md',
        at: '19:16-19:45',
        text: '`@keys/runbook-database-down`',
        data: {
          slug: 'database-down',
          package: '@keys/runbook-database-down',
          known: '@acme/runbook-database-down'
        }
      }
    ]
  ],
  [
    'the slug of a pack that lies here, while that of the other scope is installed',
    {
      files: {
        'README.md#when-not-to-use': '- No database: `@keys/runbook-database-down`',
        'pack.json': { fields: { related_runbooks: ['database-down'] } }
      },
      workspace: {
        packs: new Map([['database-down', { related_runbooks: [], path: 'packs/database-down' }]]),
        installed: ['@keys/runbook-database-down'],
        scope: '@acme'
      }
    },
    []
  ],
  [
    'a lone pack',
    {
      files: {
        'README.md#when-not-to-use': '- No database: `@keys/runbook-database-down`',
        'pack.json': { fields: { related_runbooks: ['database-down'] } }
      }
    },
    []
  ],
  [
    'named twice and not declared',
    {
      files: { 'README.md#when-not-to-use': '- A: `@keys/runbook-database-down`\n- B: `@keys/runbook-database-down`' }
    },
    [
      {
        id: 'undeclared',
        file: 'README.md',
        at: '19:6-19:35',
        text: '`@keys/runbook-database-down`',
        data: { slug: 'database-down' }
      }
    ],
    {
      'pack.json': [
        '-  "required_tools": [{ "command": "psql", "minimum_version": "12" }]',
        '+  "required_tools": [{ "command": "psql", "minimum_version": "12" }],',
        '+  "related_runbooks": ["database-down"]'
      ]
    }
  ],
  [
    'declared and not named',
    { files: { 'pack.json': { fields: { related_runbooks: ['database-down'] } } } },
    [
      {
        id: 'unnamed',
        file: 'pack.json',
        at: '20:24-20:39',
        text: '"database-down"',
        data: { slug: 'database-down', package: '@keys/runbook-database-down' }
      }
    ]
  ],
  [
    'declared and not there, whether named or not',
    {
      files: {
        'README.md#when-not-to-use': '- A: `@keys/runbook-mail`',
        'pack.json': { fields: { related_runbooks: ['mail', 'database-dwon'] } }
      },
      workspace: { packs: new Map([['database-down', { related_runbooks: [], path: 'packs/database-down' }]]) }
    },
    [
      {
        id: 'unresolved',
        file: 'pack.json',
        at: '20:24-20:30',
        text: '"mail"',
        data: { slug: 'mail', package: '@keys/runbook-mail' }
      },
      {
        id: 'misspelled',
        file: 'pack.json',
        at: '20:31-20:46',
        text: '"database-dwon"',
        data: { slug: 'database-dwon', suggestion: 'database-down' }
      }
    ]
  ],
  [
    'no README.md to compare with',
    {
      files: { 'README.md': null, 'pack.json': { fields: { related_runbooks: ['mail', 'database-down'] } } },
      workspace: { packs: new Map([['database-down', { related_runbooks: [], path: 'packs/database-down' }]]) }
    },
    [
      {
        id: 'unresolved',
        file: 'pack.json',
        at: '20:24-20:30',
        text: '"mail"',
        data: { slug: 'mail', package: '@keys/runbook-mail' }
      }
    ]
  ],
  [
    'two that are not declared beside one that is, one of them unknown',
    {
      files: {
        'README.md#when-not-to-use': '- A: `@keys/runbook-a`\n- B: `@keys/runbook-b`\n- C: `@keys/runbook-c`',
        'pack.json': { fields: { related_runbooks: ['b'] } }
      },
      workspace: { packs: new Map(['a', 'b'].map((slug) => [slug, { related_runbooks: [], path: slug }])) }
    },
    [
      { id: 'undeclared', file: 'README.md', at: '19:6-19:23', data: { slug: 'a' } },
      { id: 'undeclared', file: 'README.md', at: '21:6-21:23', data: { slug: 'c' } }
    ],
    { 'pack.json': ['-  "related_runbooks": ["b"]', '+  "related_runbooks": ["b", "a"]'] }
  ]
])
