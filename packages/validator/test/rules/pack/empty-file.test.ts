import { ADDED_CHECKLIST } from '../../support/checklist.js'
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
    'an empty checklist beside a runbook',
    { files: { 'checklist.md': '' } },
    [{ id: 'empty', file: 'checklist.md', at: '1:1-1:1', data: { file: 'checklist.md' } }],
    { 'checklist.md': ADDED_CHECKLIST }
  ],
  [
    'an empty checklist beside a runbook without steps',
    { files: { 'checklist.md': '', 'README.md': '# Work queue has stopped\n\n## Scope\n\nNothing yet.\n' } },
    [{ id: 'empty', file: 'checklist.md', at: '1:1-1:1', data: { file: 'checklist.md' } }]
  ],
  [
    'nothing but a byte order mark',
    { files: { 'pack.json': '\uFEFF' } },
    [{ id: 'empty', file: 'pack.json', at: '1:1-1:1', data: { file: 'pack.json' } }]
  ]
])
