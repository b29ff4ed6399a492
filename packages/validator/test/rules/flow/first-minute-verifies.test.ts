import { testRule } from '../../support/test-rule.js'

const leading = (to: string) =>
  `## First minute\n\nLook at the newest job.\n\n- **It failed**: go to ${to}.\n\n## Scope\n\nCovers a queue. Does not cover a database.`

testRule('flow/first-minute-verifies', [
  ['a check', { files: { 'README.md#scope': leading('[Check 1]') } }, []],
  ['a check, and what it will be', { files: { 'README.md#scope': leading('[Check 1]; it will be [Verify 1]') } }, []],
  ['an action that stops the harm', { files: { 'README.md#scope': leading('[Action 1]') } }, []],
  [
    'a verification',
    { files: { 'README.md#scope': leading('[Verify 1]') } },
    [{ id: 'verifies', file: 'README.md', at: '9:24-9:34', text: '[Verify 1]', data: { step: 'Verify 1' } }]
  ]
])
