import { testRule } from '../../support/test-rule.js'

testRule('pack/license-is-spdx', [
  [
    'an expression',
    { files: { 'pack.json': { fields: { license_spdx: '(MIT OR Apache-2.0) AND LicenseRef-Keys' } } } },
    []
  ],
  [
    'the name of a license',
    { files: { 'pack.json': { fields: { license_spdx: 'MIT License' } } } },
    [{ id: 'invalid', file: 'pack.json', at: '15:19-15:32', text: '"MIT License"', data: { license: 'MIT License' } }]
  ],
  [
    'the wrong capitals',
    { files: { 'pack.json': { fields: { license_spdx: 'mit' } } } },
    [{ id: 'invalid', file: 'pack.json', at: '15:19-15:24', text: '"mit"', data: { license: 'mit' } }]
  ],
  [
    'parentheses that would exhaust a parser',
    { files: { 'pack.json': { fields: { license_spdx: '('.repeat(600) } } } },
    [{ id: 'invalid', file: 'pack.json', at: '15:19-15:621', data: { license: `${'('.repeat(200)}…` } }]
  ]
])
