import { testRule } from '../../support/test-rule.js'

testRule('reference/not-checked', [
  ['nothing to check', { files: { 'pack.json': { fields: { references_node_keys: [], related_runbooks: [] } } } }, []],
  [
    'a catalog and a workspace',
    {
      files: { 'pack.json': { fields: { references_node_keys: ['node-a'], related_runbooks: ['b'] } } },
      catalogs: [],
      workspace: { packs: new Map() }
    },
    []
  ],
  [
    'neither',
    {
      files: {
        'pack.json': {
          fields: {
            references_jupyter_keys: [],
            references_node_keys: ['node-a', 'node-b'],
            related_runbooks: ['b', 'c']
          }
        }
      }
    },
    [
      { id: 'no-catalog', file: 'pack.json', at: '21:27-21:46', text: '["node-a","node-b"]' },
      { id: 'no-workspace', file: 'pack.json', at: '22:23-22:32', text: '["b","c"]' }
    ]
  ]
])
