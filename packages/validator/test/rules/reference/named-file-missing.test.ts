import { testRule } from '../../support/test-rule.js'

const scope = (text: string) => ({
  files: { 'README.md#scope': `Covers a queue. Does not cover a database. ${text}` }
})

testRule('reference/named-file-missing', [
  ['one that is there', scope('As README.md says.'), []],
  ['one that lies elsewhere', scope('See ../SETUP.md, docs/SETUP.md and https://acme.net/SETUP.md.'), []],
  ['one in a comment', scope('<!-- SETUP.md comes later -->'), []],
  [
    'one that is not there',
    scope('As SETUP.md says.'),
    [{ id: 'missing', file: 'README.md', at: '7:47-7:55', text: 'SETUP.md', data: { name: 'SETUP.md' } }]
  ],
  [
    'one that is misspelled',
    scope('As `READ-ME.md` says.'),
    [
      {
        id: 'near',
        file: 'README.md',
        at: '7:48-7:58',
        text: 'READ-ME.md',
        data: { name: 'READ-ME.md', suggestion: 'README.md' }
      }
    ]
  ]
])
