import { testRule } from '../../support/test-rule.js'

const release = { coverage: null, readmeHash: null }

testRule('pack/placeholder-left', [
  ['nothing left', { release }, []],
  ['a draft that nobody publishes', { files: { 'LICENSE.txt': 'TODO: the terms.' } }, []],
  [
    'in every file, with its place',
    {
      release,
      files: {
        'README.md#scope': '- **Inputs**: TODO: name them.  \n- `DATABASE_URL` and `EVIDENCE_DIR`',
        'LICENSE.txt': 'TODO: the terms under which this may be used\n',
        'pack.json': { fields: { author: { name: 'TODO: your name' } } },
        'scripts/look.sh': 'true # TODO: ask the other host'
      }
    },
    [
      {
        id: 'left',
        file: 'LICENSE.txt',
        at: '1:1-1:45',
        data: { text: 'TODO: the terms under which this may be used' }
      },
      { id: 'left', file: 'README.md', at: '7:15-7:31', text: 'TODO: name them.', data: { text: 'TODO: name them.' } },
      { id: 'left', file: 'pack.json', at: '16:22-16:37', text: 'TODO: your name', data: { text: 'TODO: your name' } },
      { id: 'left', file: 'scripts/look.sh', at: '1:8-1:32', data: { text: 'TODO: ask the other host' } }
    ]
  ],
  [
    'two marks on a line are one place each, words about marks none',
    {
      release,
      files: { 'LICENSE.txt': 'TODO: one. TODO: two.\nSearch for `TODO:` in MYTODO: files.\n' }
    },
    [
      { id: 'left', file: 'LICENSE.txt', at: '1:1-1:22', data: { text: 'TODO: one. TODO: two.' } },
      { id: 'left', file: 'LICENSE.txt', at: '1:12-1:22', data: { text: 'TODO: two.' } }
    ]
  ],
  [
    'what is not shipped',
    {
      release,
      packedFiles: ['README.md', 'checklist.md', 'pack.json', 'CHANGELOG.md', 'LICENSE.txt', 'package.json'],
      files: { 'scripts/look.sh': 'true # TODO: ask the other host' }
    },
    []
  ]
])
