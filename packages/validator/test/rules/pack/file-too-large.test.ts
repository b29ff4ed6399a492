import { testRule } from '../../support/test-rule.js'

testRule('pack/file-too-large', [
  ['a file of exactly the limit', { files: { 'a.bin': { type: 'file', size: 1_000_000 } } }, []],
  [
    'a large file that is not shipped',
    { files: { 'a.bin': { type: 'file', size: 50_000_000 } }, packedFiles: ['README.md'] },
    []
  ],
  [
    'a large file',
    { files: { 'a.bin': { type: 'file', size: 50_000_000 } } },
    [{ id: 'too-large', file: 'a.bin', at: '1:1-1:1', data: { file: 'a.bin', size: '50000000', limit: '1000000' } }]
  ],
  [
    'a pack.json of 50 MB',
    { files: { 'pack.json': { type: 'file', size: 50_000_000 } }, packedFiles: [] },
    [
      {
        id: 'too-large',
        file: 'pack.json',
        at: '1:1-1:1',
        data: { file: 'pack.json', size: '50000000', limit: '1000000' }
      }
    ]
  ],
  [
    'a runbook that the parser refuses',
    { files: { 'README.md': 'word '.repeat(60_000) } },
    [
      {
        id: 'text-too-large',
        file: 'README.md',
        at: '1:1-1:1',
        data: { file: 'README.md', reason: 'The text is larger than 256 kB' }
      }
    ]
  ]
])
