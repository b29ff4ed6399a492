import { testRule } from '../../support/test-rule.js'

testRule('pack/schema', [
  [
    'optional fields left out',
    { files: { 'pack.json': { fields: { tags: null, inputs: null, severity_level: null } } } },
    []
  ],
  [
    'null in place of the object',
    { files: { 'pack.json': 'null' } },
    [{ id: 'not-an-object', file: 'pack.json', at: '1:1-1:5', text: 'null', data: { actual: '`null`' } }]
  ],
  [
    'an array in place of the object',
    { files: { 'pack.json': '[]' } },
    [{ id: 'not-an-object', file: 'pack.json', at: '1:1-1:3', text: '[]', data: { actual: 'an empty array' } }]
  ],
  [
    'a required field missing',
    { files: { 'pack.json': { fields: { slug: null } } } },
    [{ id: 'missing', file: 'pack.json', at: '1:1-1:2', text: '{', data: { field: 'slug', expectation: 'a string' } }]
  ],
  [
    'null as the value of a field',
    { files: { 'pack.json': (text) => text.replace('"Work queue has stopped"', 'null') } },
    [
      {
        id: 'wrong',
        file: 'pack.json',
        at: '3:12-3:16',
        text: 'null',
        data: { field: 'title', actual: '`null`', expectation: 'a string' }
      }
    ]
  ],
  [
    'a value that is nearly right',
    { files: { 'pack.json': { fields: { severity_level: 'P2' } } } },
    [
      {
        id: 'misspelled',
        file: 'pack.json',
        at: '7:21-7:25',
        text: '"P2"',
        data: {
          field: 'severity_level',
          actual: '`P2`',
          expectation: 'one of `p0`, `p1`, `p2`, `p3`, `p4`',
          suggestion: 'p2'
        }
      }
    ]
  ],
  [
    'a value that is not near',
    { files: { 'pack.json': { fields: { maturity: 'finished' } } } },
    [
      {
        id: 'wrong',
        file: 'pack.json',
        at: '13:15-13:25',
        text: '"finished"',
        data: {
          field: 'maturity',
          actual: '`finished`',
          expectation: 'one of `starter`, `operator`, `scale`, `enterprise`'
        }
      }
    ]
  ],
  [
    'values of the wrong type',
    { files: { 'pack.json': { fields: { tags: 'queue', produces_evidence: 'yes' } } } },
    [
      {
        id: 'wrong',
        file: 'pack.json',
        at: '11:24-11:29',
        text: '"yes"',
        data: { field: 'produces_evidence', actual: '`yes`', expectation: 'true or false' }
      },
      {
        id: 'wrong',
        file: 'pack.json',
        at: '14:11-14:18',
        text: '"queue"',
        data: { field: 'tags', actual: '`queue`', expectation: 'an array' }
      }
    ]
  ],
  [
    'sizes, formats and places inside a field',
    {
      files: {
        'pack.json': {
          fields: {
            key_type: [],
            outcome: '',
            version: '1.0',
            author: { name: 'Keys', email: 'keys', url: 'ftp://keys' }
          }
        }
      }
    },
    [
      {
        id: 'wrong',
        file: 'pack.json',
        at: '6:15-6:17',
        text: '[]',
        data: { field: 'key_type', actual: 'an empty array', expectation: 'at least 1 element' }
      },
      {
        id: 'wrong',
        file: 'pack.json',
        at: '8:14-8:19',
        text: '"1.0"',
        data: { field: 'version', actual: '`1.0`', expectation: 'a semantic version, such as "1.0.0"' }
      },
      {
        id: 'wrong',
        file: 'pack.json',
        at: '12:14-12:16',
        text: '""',
        data: { field: 'outcome', actual: 'empty', expectation: 'at least 1 character' }
      },
      {
        id: 'wrong',
        file: 'pack.json',
        at: '16:36-16:42',
        text: '"keys"',
        data: { field: 'author.email', actual: '`keys`', expectation: 'an e-mail address' }
      },
      {
        id: 'wrong',
        file: 'pack.json',
        at: '16:49-16:61',
        text: '"ftp://keys"',
        data: {
          field: 'author.url',
          actual: '`ftp://keys`',
          expectation: 'an address that begins with https:// or http://'
        }
      }
    ]
  ],
  [
    'a required field missing deep inside',
    { files: { 'pack.json': { fields: { inputs: [{ name: 'A', description: 'a' }, { name: 'b' }] } } } },
    [
      {
        id: 'missing',
        file: 'pack.json',
        at: '18:45-18:46',
        text: '{',
        data: { field: 'inputs.1.description', expectation: 'a string' }
      },
      {
        id: 'wrong',
        file: 'pack.json',
        at: '18:53-18:56',
        text: '"b"',
        data: {
          field: 'inputs.1.name',
          actual: '`b`',
          expectation: 'the name of an environment variable in capitals, such as "DATABASE_URL"'
        }
      }
    ]
  ]
])
