import { testRule } from '../../support/test-rule.js'

testRule('pack/duplicate-json-key', [
  ['equal names in different objects', { files: { 'pack.json': '{ "a": { "b": 1 }, "c": { "b": 1 } }' } }, []],
  [
    'a field three times',
    { files: { 'pack.json': '{\n  "a": 1,\n  "a": 2,\n  "a": 3\n}' } },
    [
      { id: 'duplicate', file: 'pack.json', at: '3:3-3:6', text: '"a"', data: { key: 'a', line: '2' } },
      { id: 'duplicate', file: 'pack.json', at: '4:3-4:6', text: '"a"', data: { key: 'a', line: '2' } }
    ]
  ],
  [
    'a field that is written with an escape',
    { files: { 'pack.json': '{ "slug": 1, "sl\\u0075g": 2 }' } },
    [{ id: 'duplicate', file: 'pack.json', at: '1:14-1:25', text: '"sl\\u0075g"', data: { key: 'slug', line: '1' } }]
  ],
  [
    'deep in package.json',
    { files: { 'package.json': '{ "scripts": [{ "test": "a", "test": "b" }] }' } },
    [{ id: 'duplicate', file: 'package.json', at: '1:30-1:36', text: '"test"', data: { key: 'test', line: '1' } }]
  ]
])
