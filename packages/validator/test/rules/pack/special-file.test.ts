import { testRule } from '../../support/test-rule.js'

testRule('pack/special-file', [
  [
    'a link in the place of a required file, of which pack/required-files speaks',
    { files: { 'README.md': { type: 'symlink' } } },
    []
  ],
  [
    'a link and a pipe',
    { files: { 'drill/latest': { type: 'symlink' }, queue: { type: 'other' } } },
    [
      { id: 'symlink', file: 'drill/latest', at: '1:1-1:1', data: { path: 'drill/latest' } },
      { id: 'special', file: 'queue', at: '1:1-1:1', data: { path: 'queue' } }
    ]
  ],
  [
    'names that are no UTF-8',
    { files: { 'a\uFFFD.txt': { type: 'other' }, 'scripts/b\uFFFD': { type: 'other' } } },
    [
      { id: 'name-not-utf8', file: 'a\uFFFD.txt', at: '1:1-1:1', data: { path: 'a\uFFFD.txt' } },
      { id: 'name-not-utf8', file: 'scripts/b\uFFFD', at: '1:1-1:1', data: { path: 'scripts/b\uFFFD' } }
    ]
  ]
])
