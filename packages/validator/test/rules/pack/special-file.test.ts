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
  ]
])
