import { testRule } from '../../support/test-rule.js'

testRule('pack/license-text-matches', [
  ['one of two licenses', { files: { 'pack.json': { fields: { license_spdx: 'Apache-2.0 OR MIT' } } } }, []],
  [
    "a license of somebody's own",
    {
      files: { 'pack.json': { fields: { license_spdx: 'LicenseRef-Keys' } }, 'LICENSE.txt': 'All rights reserved.\n' }
    },
    []
  ],
  [
    'the text of a -only license',
    {
      files: {
        'pack.json': { fields: { license_spdx: 'GPL-3.0-only' } },
        'LICENSE.txt': 'GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007\n'
      }
    },
    []
  ],
  [
    'the text of another license',
    { files: { 'pack.json': { fields: { license_spdx: 'ISC' } } } },
    [{ id: 'other', file: 'LICENSE.txt', at: '1:1-1:12', text: 'MIT License', data: { found: 'MIT', license: 'ISC' } }]
  ],
  [
    'no text of a license',
    { files: { 'LICENSE.txt': 'All rights reserved.\n' } },
    [
      {
        id: 'unrecognized',
        file: 'LICENSE.txt',
        at: '1:1-1:21',
        text: 'All rights reserved.',
        data: { license: 'MIT' }
      }
    ]
  ]
])
