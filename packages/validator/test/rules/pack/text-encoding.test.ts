import { testRule } from '../../support/test-rule.js'

testRule('pack/text-encoding', [
  ['letters of all kinds, tabs and CRLF', { files: { 'README.md': '# é 漢 😀\r\n\r\n\ttext\r\n' } }, []],
  [
    'a byte that is no UTF-8, after letters of two, three and four bytes',
    {
      files: { 'README.md': new Uint8Array([0x0a, 0xc3, 0xa9, 0xe6, 0xbc, 0xa2, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0x0a]) }
    },
    [{ id: 'not-utf8', file: 'README.md', at: '2:5-2:5', data: { file: 'README.md', byte: '0xFF' } }]
  ],
  [
    'a letter that is cut off',
    { files: { 'pack.json': new Uint8Array([0x7b, 0xe6, 0xbc]) } },
    [{ id: 'not-utf8', file: 'pack.json', at: '1:2-1:2', data: { file: 'pack.json', byte: '0xE6' } }]
  ],
  [
    'a NUL byte and an escape sequence',
    { files: { 'README.md': '# Ti\0tle\n', 'LICENSE.txt': 'MIT\n\u001B[2J' } },
    [
      {
        id: 'control-character',
        file: 'LICENSE.txt',
        at: '2:1-2:2',
        text: '\u001B',
        data: { file: 'LICENSE.txt', character: 'U+001B' }
      },
      {
        id: 'control-character',
        file: 'README.md',
        at: '1:5-1:6',
        text: '\0',
        data: { file: 'README.md', character: 'U+0000' }
      }
    ]
  ],
  [
    'a turn of direction, and tags',
    { files: { 'README.md': '# A\n\na\u202Eb\n', 'LICENSE.txt': 'MIT\u{E0041}\u{E0042}\n' } },
    [
      {
        id: 'hidden-character',
        file: 'LICENSE.txt',
        at: '1:4-1:6',
        text: '\u{E0041}',
        data: { file: 'LICENSE.txt', character: 'U+E0041' }
      },
      {
        id: 'hidden-character',
        file: 'README.md',
        at: '3:2-3:3',
        text: '\u202E',
        data: { file: 'README.md', character: 'U+202E' }
      }
    ]
  ],
  [
    'a letter of Cyrillic in a word of Latin, in a matcher, at the beginning and at the end; one of Greek',
    {
      files: {
        'README.md': '# A\n\n- **If `re\u0430dy`**: on.\n',
        'LICENSE.txt': '\u0421url\n',
        'CHANGELOG.md': '# x\n\nstat\u03BF\n'
      }
    },
    [
      {
        id: 'look-alike',
        file: 'CHANGELOG.md',
        at: '3:5-3:6',
        text: '\u03BF',
        data: { word: 'stat\u03BF', character: 'U+03BF' }
      },
      {
        id: 'look-alike',
        file: 'LICENSE.txt',
        at: '1:1-1:2',
        text: '\u0421',
        data: { word: '\u0421url', character: 'U+0421' }
      },
      {
        id: 'look-alike',
        file: 'README.md',
        at: '3:11-3:12',
        text: '\u0430',
        data: { word: 're\u0430dy', character: 'U+0430' }
      }
    ]
  ],
  [
    'words of one script, and what science writes with two',
    {
      files: {
        'README.md': '# \u0421\u0431\u043E\u0439 API\n\n10 \u03BCs, \u0394t, \u0430-z, \u03B1-test, na\u00EFve\n'
      }
    },
    []
  ],
  [
    'joined emoji, a flag of tags',
    { files: { 'README.md': '# \u{1F468}\u200D\u{1F469}\n\n\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}\n' } },
    []
  ]
])
