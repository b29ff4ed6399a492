import { testRule } from '../../support/test-rule.js'

testRule('pack/empty-file', [
  [
    'an empty runbook, and a license of white space',
    { files: { 'README.md': '', 'LICENSE.txt': ' \n\t\n' } },
    [
      { id: 'empty', file: 'LICENSE.txt', at: '1:1-1:1', data: { file: 'LICENSE.txt' } },
      { id: 'empty', file: 'README.md', at: '1:1-1:1', data: { file: 'README.md' } }
    ]
  ],
  [
    'nothing but a byte order mark',
    { files: { 'pack.json': '\uFEFF' } },
    [{ id: 'empty', file: 'pack.json', at: '1:1-1:1', data: { file: 'pack.json' } }]
  ]
])
