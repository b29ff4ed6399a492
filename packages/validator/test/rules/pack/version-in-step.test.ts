import { testRule } from '../../support/test-rule.js'

testRule('pack/version-in-step', [
  [
    'a package.json without a version, of which pack/package-manifest speaks',
    { files: { 'package.json': { fields: { version: null } } } },
    []
  ],
  [
    'package.json ahead',
    { files: { 'package.json': { fields: { version: '1.1.0' } } } },
    [
      {
        id: 'differs',
        file: 'pack.json',
        at: '8:14-8:21',
        text: '"1.0.0"',
        data: { version: '1.0.0', published: '1.1.0' }
      }
    ],
    { 'package.json': ['-  "version": "1.1.0",', '+  "version": "1.0.0",'] }
  ],
  [
    'no entry for the version',
    { files: { 'pack.json': { fields: { version: '2.0.0' } }, 'package.json': { fields: { version: '2.0.0' } } } },
    [
      {
        id: 'no-entry',
        file: 'CHANGELOG.md',
        at: '3:1-3:22',
        text: '## 1.0.0 - 2026-11-23',
        data: { version: '2.0.0' }
      }
    ]
  ],
  [
    'a changelog without entries',
    { files: { 'CHANGELOG.md': '# Changes\n' } },
    [{ id: 'no-entry', file: 'CHANGELOG.md', at: '1:1-1:10', text: '# Changes', data: { version: '1.0.0' } }]
  ],
  [
    'pack.json behind',
    { files: { 'pack.json': { fields: { version: '0.9.0' } } } },
    [
      { id: 'no-entry', file: 'CHANGELOG.md', at: '3:1-3:22', data: { version: '0.9.0' } },
      { id: 'differs', file: 'pack.json', at: '8:14-8:21', data: { version: '0.9.0', published: '1.0.0' } }
    ],
    { 'pack.json': ['-  "version": "0.9.0",', '+  "version": "1.0.0",'] }
  ],
  [
    'three versions',
    { files: { 'pack.json': { fields: { version: '0.9.0' } }, 'package.json': { fields: { version: '1.1.0' } } } },
    [
      { id: 'no-entry', file: 'CHANGELOG.md', at: '3:1-3:22', data: { version: '0.9.0' } },
      { id: 'differs', file: 'pack.json', at: '8:14-8:21', data: { version: '0.9.0', published: '1.1.0' } }
    ]
  ]
])
