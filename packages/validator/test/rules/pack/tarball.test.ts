import { testRule } from '../../support/test-rule.js'

const AT = { file: 'pack.json', at: '1:1-1:1' }

testRule('pack/tarball', [
  ['a folder', {}, []],
  [
    'not gzip',
    { archive: [{ id: 'unreadable', reason: 'it is not compressed with gzip' }] },
    [{ id: 'unreadable', ...AT, data: { reason: 'it is not compressed with gzip' } }]
  ],
  [
    'more than anybody packs',
    { archive: [{ id: 'too-large', limit: '10000 entries' }] },
    [{ id: 'too-large', ...AT, data: { limit: '10000 entries' } }]
  ],
  [
    'a path out of the package and a file twice',
    {
      archive: [
        { id: 'path-traversal', path: '/etc/cron.d/keys' },
        { id: 'duplicate-entry', path: 'package/README.md' }
      ]
    },
    [
      { id: 'path-traversal', ...AT, data: { path: '/etc/cron.d/keys' } },
      { id: 'duplicate-entry', ...AT, data: { path: 'package/README.md' } }
    ]
  ],
  ['names that differ in a letter', { files: { 'notes.md': 'x', 'notes.mdx': 'x' } }, []],
  [
    'names that differ by case, and by the form of a letter',
    { files: { 'readme.md': 'x', 'pr\u00fcfen.md': 'x', 'pru\u0308fen.md': 'x' } },
    [
      { id: 'same-name', ...AT, data: { path: 'pru\u0308fen.md', other: 'pr\u00fcfen.md' } },
      { id: 'same-name', ...AT, data: { path: 'readme.md', other: 'README.md' } }
    ]
  ]
])
