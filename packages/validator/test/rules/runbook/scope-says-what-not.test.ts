import { testRule } from '../../support/test-rule.js'

testRule('runbook/scope-says-what-not', [
  ['an empty section, of which runbook/section-empty speaks', { files: { 'README.md#scope': '' } }, []],
  ['out of scope', { files: { 'README.md#scope': 'Covers the queue.\n\nOut of scope: the database.' } }, []],
  [
    'the words on two lines',
    { files: { 'README.md#scope': 'Covers the queue. It does not\ncover the database.' } },
    []
  ],
  [
    'a heading of its own',
    { files: { 'README.md#scope': 'Covers the queue.\n\n### Not covered\n\n- The database.' } },
    []
  ],
  ['nothing but one case', { files: { 'README.md#scope': 'Covers only the queue in PostgreSQL.' } }, []],
  [
    'words that exclude nothing',
    {
      files: {
        'README.md#scope': 'Covers the queue.\n\nIt only reads the table, and a retry does not reach the archive.'
      }
    },
    [{ id: 'silent', file: 'README.md', at: '5:1-5:9', text: '## Scope', data: { section: 'Scope' } }]
  ],
  [
    'only what is covered',
    { files: { 'README.md#scope': 'Covers the queue when it has stopped.\n\n- **Clock**: do not wait for a day.' } },
    [{ id: 'silent', file: 'README.md', at: '5:1-5:9', text: '## Scope', data: { section: 'Scope' } }]
  ]
])
