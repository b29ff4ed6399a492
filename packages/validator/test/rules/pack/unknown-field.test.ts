import { testRule } from '../../support/test-rule.js'

testRule('pack/unknown-field', [
  ['an extension', { files: { 'pack.json': { fields: { 'x-team': { name: 'payments' } } } } }, []],
  [
    'a misspelled field',
    { files: { 'pack.json': (text) => text.replace('"tags"', '"tgas"') } },
    [
      {
        id: 'misspelled',
        file: 'pack.json',
        at: '14:3-14:9',
        text: '"tgas"',
        data: { field: 'tgas', suggestion: 'tags' }
      }
    ]
  ],
  [
    'a field that is like no other',
    { files: { 'pack.json': { fields: { weather: 'fair' } } } },
    [{ id: 'unknown', file: 'pack.json', at: '20:3-20:12', text: '"weather"', data: { field: 'weather' } }]
  ],
  [
    'a misspelled field inside another, and one in an array',
    {
      files: {
        'pack.json': {
          fields: {
            author: { name: 'Keys', mail: 'a@b.test' },
            inputs: [{ name: 'A', description: 'a', secrte: true }]
          }
        }
      }
    },
    [
      {
        id: 'misspelled',
        file: 'pack.json',
        at: '16:28-16:34',
        text: '"mail"',
        data: { field: 'author.mail', suggestion: 'email' }
      },
      {
        id: 'misspelled',
        file: 'pack.json',
        at: '18:44-18:52',
        text: '"secrte"',
        data: { field: 'inputs.0.secrte', suggestion: 'secret' }
      }
    ]
  ],
  [
    '__proto__',
    { files: { 'pack.json': (text) => text.replace('{', '{ "__proto__": { "slug": "a" },') } },
    [{ id: 'prototype', file: 'pack.json', at: '1:3-1:14', text: '"__proto__"' }]
  ]
])
