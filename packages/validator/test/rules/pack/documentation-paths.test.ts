import { testRule } from '../../support/test-rule.js'

testRule('pack/documentation-paths', [
  [
    'a document in a folder',
    {
      files: {
        'docs/changes.md': '# Changes',
        'pack.json': {
          fields: { documentation: { readme: './README.md', checklist: 'checklist.md', changelog: 'docs/changes.md' } }
        }
      }
    },
    []
  ],
  [
    'paths that lead out',
    {
      files: {
        'pack.json': {
          fields: {
            documentation: {
              readme: '/etc/passwd',
              checklist: 'docs/../../a.md',
              changelog: 'https://keys.test/changes'
            }
          }
        }
      }
    },
    [
      {
        id: 'outside-pack',
        file: 'pack.json',
        at: '17:30-17:43',
        text: '"/etc/passwd"',
        data: { path: '/etc/passwd' }
      },
      {
        id: 'outside-pack',
        file: 'pack.json',
        at: '17:56-17:73',
        text: '"docs/../../a.md"',
        data: { path: 'docs/../../a.md' }
      },
      {
        id: 'outside-pack',
        file: 'pack.json',
        at: '17:86-17:113',
        text: '"https://keys.test/changes"',
        data: { path: 'https://keys.test/changes' }
      }
    ]
  ],
  [
    'a missing document, a folder and a document behind a link',
    {
      files: {
        docs: { type: 'directory' },
        link: { type: 'symlink' },
        'pack.json': { fields: { documentation: { readme: 'readme.md', checklist: 'docs', changelog: 'link/a.md' } } }
      }
    },
    [
      { id: 'missing', file: 'pack.json', at: '17:30-17:41', text: '"readme.md"', data: { path: 'readme.md' } },
      { id: 'not-a-file', file: 'pack.json', at: '17:54-17:60', text: '"docs"', data: { path: 'docs' } },
      { id: 'not-a-file', file: 'pack.json', at: '17:73-17:84', text: '"link/a.md"', data: { path: 'link/a.md' } }
    ]
  ],
  [
    'a document that is not shipped',
    {
      files: {
        'changes.md': '# Changes',
        'pack.json': {
          fields: { documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'changes.md' } }
        }
      },
      packedFiles: ['README.md']
    },
    [{ id: 'not-packed', file: 'pack.json', at: '17:81-17:93', text: '"changes.md"', data: { path: 'changes.md' } }]
  ]
])
