import { testRule } from '../../support/test-rule.js'

testRule('pack/json-syntax', [
  ['JSON that it cannot fault', { files: { 'pack.json': '[1, "a, /* no comment */ }"]' } }, []],
  [
    'a trailing comma',
    { files: { 'pack.json': '{\n  "slug": "a",\n}\n' } },
    [
      {
        id: 'fault',
        file: 'pack.json',
        at: '3:1-3:2',
        text: '}',
        data: { file: 'pack.json', reason: 'property name expected' }
      }
    ]
  ],
  [
    'a comment',
    { files: { 'package.json': '{\n  // note\n  "name": "a"\n}' } },
    [
      {
        id: 'fault',
        file: 'package.json',
        at: '2:3-2:10',
        text: '// note',
        data: { file: 'package.json', reason: 'invalid comment token' }
      }
    ]
  ],
  [
    'a missing comma and, lines below, a missing brace',
    { files: { 'pack.json': '{\n  "a": 1\n  "b": [2\n' } },
    [
      {
        id: 'fault',
        file: 'pack.json',
        at: '3:3-3:6',
        text: '"b"',
        data: { file: 'pack.json', reason: 'comma expected' }
      },
      { id: 'fault', file: 'pack.json', at: '4:1-4:1', data: { file: 'pack.json', reason: 'close bracket expected' } }
    ]
  ],
  [
    'no JSON at all',
    { files: { 'pack.json': 'slug: work-queue-stopped\n' } },
    [
      {
        id: 'fault',
        file: 'pack.json',
        at: '1:1-1:5',
        text: 'slug',
        data: { file: 'pack.json', reason: 'invalid symbol' }
      }
    ]
  ],
  [
    'a NUL byte',
    { files: { 'pack.json': '{ "slug": "a\0b" }' } },
    [
      {
        id: 'fault',
        file: 'pack.json',
        at: '1:11-1:16',
        text: '"a\0b"',
        data: { file: 'pack.json', reason: 'invalid character' }
      }
    ]
  ],
  [
    'characters beyond ASCII before the fault, and CRLF',
    { files: { 'pack.json': '{\r\n  "title": "é漢😀" "slug"\r\n}' } },
    [
      {
        id: 'fault',
        file: 'pack.json',
        at: '2:19-2:25',
        text: '"slug"',
        data: { file: 'pack.json', reason: 'comma expected' }
      },
      {
        id: 'fault',
        file: 'pack.json',
        at: '3:1-3:2',
        text: '}',
        data: { file: 'pack.json', reason: 'colon expected' }
      }
    ]
  ],
  [
    'a byte order mark, and a fault after it on its line',
    { files: { 'pack.json': '\uFEFF{ "a": ? }' } },
    [
      { id: 'byte-order-mark', file: 'pack.json', at: '1:1-1:1', text: '\uFEFF', data: { file: 'pack.json' } },
      {
        id: 'fault',
        file: 'pack.json',
        at: '1:8-1:9',
        text: '?',
        data: { file: 'pack.json', reason: 'invalid symbol' }
      }
    ]
  ],
  ['an empty file, of which another rule speaks', { files: { 'pack.json': '\n' } }, []]
])
