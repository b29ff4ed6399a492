import { testRule } from '../../support/test-rule.js'

const position = { start: { line: 2, column: 2, offset: 5 }, end: { line: 2, column: 7, offset: 10 } }
const files = [
  {
    file: '.changeset/calm-cats.md',
    packages: [
      { name: '@a/b', position },
      { name: '@a/c', position }
    ]
  }
]

testRule('workspace/orphan-changeset', [
  ['no changesets', { changesets: { files: [], packages: [] } }, []],
  ['packages that are there', { changesets: { files, packages: ['@a/b', '@a/c'] } }, []],
  [
    'one that is not there',
    { changesets: { files, packages: ['@a/c'] } },
    [{ id: 'orphan', file: '.changeset/calm-cats.md', at: '2:2-2:7', data: { name: '@a/b' } }]
  ]
])
