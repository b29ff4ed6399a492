import { testRule } from '../../support/test-rule.js'

testRule('reference/relation-one-sided', [
  [
    'both ways',
    {
      files: { 'pack.json': { fields: { related_runbooks: ['database-down'] } } },
      workspace: {
        packs: new Map([['database-down', { related_runbooks: ['work-queue-stopped'], path: 'packs/database-down' }]])
      }
    },
    []
  ],
  [
    'itself, and one that is not there',
    {
      files: { 'pack.json': { fields: { related_runbooks: ['work-queue-stopped', 'mail'] } } },
      workspace: { packs: new Map([['database-down', { related_runbooks: [], path: 'packs/database-down' }]]) }
    },
    []
  ],
  [
    'one way',
    {
      files: { 'pack.json': { fields: { related_runbooks: ['database-down'] } } },
      workspace: { packs: new Map([['database-down', { related_runbooks: ['mail'], path: 'packs/database-down' }]]) }
    },
    [
      {
        id: 'one-sided',
        file: 'pack.json',
        at: '20:24-20:39',
        text: '"database-down"',
        data: { related: 'database-down', slug: 'work-queue-stopped', path: 'packs/database-down' }
      }
    ]
  ]
])
