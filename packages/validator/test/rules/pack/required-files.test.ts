import { ADDED_CHECKLIST } from '../../support/checklist.js'
import { testRule } from '../../support/test-rule.js'

testRule('pack/required-files', [
  [
    'a checklist missing',
    { files: { 'checklist.md': null } },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '1:1-1:1',
        data: {
          file: 'checklist.md',
          required: 'README.md, checklist.md, pack.json, CHANGELOG.md, LICENSE.txt'
        }
      }
    ],
    { 'checklist.md': ADDED_CHECKLIST }
  ],
  [
    'another file missing',
    { files: { 'CHANGELOG.md': null } },
    [
      {
        id: 'missing',
        file: 'CHANGELOG.md',
        at: '1:1-1:1',
        data: {
          file: 'CHANGELOG.md',
          required: 'README.md, checklist.md, pack.json, CHANGELOG.md, LICENSE.txt'
        }
      }
    ]
  ],
  [
    'a checklist missing beside a runbook that gives none',
    { files: { 'checklist.md': null, 'README.md': '# Work queue has stopped\n' } },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '1:1-1:1',
        data: {
          file: 'checklist.md',
          required: 'README.md, checklist.md, pack.json, CHANGELOG.md, LICENSE.txt'
        }
      }
    ]
  ],
  [
    'a file in other capitals',
    { files: { 'LICENSE.txt': null, 'License.txt': 'MIT License' } },
    [{ id: 'misspelled', file: 'LICENSE.txt', at: '1:1-1:1', data: { file: 'LICENSE.txt', found: 'License.txt' } }]
  ],
  [
    'a folder, a link and a pipe in the place of files',
    {
      files: {
        'README.md': { type: 'directory' },
        'checklist.md': { type: 'symlink' },
        'CHANGELOG.md': { type: 'other' }
      }
    },
    [
      {
        id: 'not-a-file',
        file: 'CHANGELOG.md',
        at: '1:1-1:1',
        data: { file: 'CHANGELOG.md', type: 'device, pipe or socket' }
      },
      { id: 'not-a-file', file: 'README.md', at: '1:1-1:1', data: { file: 'README.md', type: 'folder' } },
      { id: 'not-a-file', file: 'checklist.md', at: '1:1-1:1', data: { file: 'checklist.md', type: 'symbolic link' } }
    ]
  ],
  [
    'a file that may not be read',
    { files: { 'README.md': { type: 'file', size: 10 } } },
    [{ id: 'unreadable', file: 'README.md', at: '1:1-1:1', data: { file: 'README.md' } }]
  ],
  [
    'files that are not shipped',
    { packedFiles: ['README.md', 'pack.json', 'LICENSE.txt'] },
    [
      { id: 'not-packed', file: 'CHANGELOG.md', at: '1:1-1:1', data: { file: 'CHANGELOG.md' } },
      { id: 'not-packed', file: 'checklist.md', at: '1:1-1:1', data: { file: 'checklist.md' } }
    ]
  ],
  [
    'a file that an ignore file keeps back',
    {
      files: { '.npmignore': 'checklist.md\n' },
      packedFiles: ['README.md', 'pack.json', 'LICENSE.txt', 'CHANGELOG.md']
    },
    [{ id: 'not-packed', file: 'checklist.md', at: '1:1-1:1', data: { file: 'checklist.md' } }]
  ],
  [
    'files that the list of files leaves out',
    {
      files: { 'package.json': { fields: { files: ['README.md'] } } },
      packedFiles: ['README.md', 'pack.json', 'LICENSE.txt']
    },
    [
      { id: 'not-packed', file: 'CHANGELOG.md', at: '1:1-1:1', data: { file: 'CHANGELOG.md' } },
      { id: 'not-packed', file: 'checklist.md', at: '1:1-1:1', data: { file: 'checklist.md' } }
    ],
    { 'package.json': ['-  "files": ["README.md"]', '+  "files": ["README.md", "checklist.md", "CHANGELOG.md"]'] }
  ]
])
