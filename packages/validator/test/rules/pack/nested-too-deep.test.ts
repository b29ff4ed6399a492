import { testRule } from '../../support/test-rule.js'

testRule('pack/nested-too-deep', [
  ['brackets in a string', { files: { 'pack.json': { fields: { 'x-text': '\\"' + '['.repeat(100) } } } }, []],
  [
    '100,000 brackets',
    { files: { 'pack.json': '['.repeat(100_000), 'package.json': '{"a":'.repeat(51) } },
    [
      { id: 'too-deep', file: 'pack.json', at: '1:51-1:52', text: '[', data: { file: 'pack.json' } },
      { id: 'too-deep', file: 'package.json', at: '1:251-1:252', text: '{', data: { file: 'package.json' } }
    ]
  ],
  [
    '100,000 quotes',
    { files: { 'README.md': '# Title\n\n' + '>'.repeat(100_000) } },
    [{ id: 'too-deep', file: 'README.md', at: '3:1-3:100001', data: { file: 'README.md' } }]
  ]
])
