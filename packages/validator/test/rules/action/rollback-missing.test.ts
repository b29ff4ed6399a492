import { testRule } from '../../support/test-rule.js'

const without = (text: string) => text.replace(/\*\*Rollback\*\*: hold[\s\S]*?(?=## Verification)/, '')
const heading = '### Action 1: Release the held jobs (REVERSIBLE)'

testRule('action/rollback-missing', [
  [
    'none',
    { files: { 'README.md': without } },
    [{ id: 'missing', file: 'README.md', at: '59:1-59:49', text: heading, data: { step: 'Action 1' } }]
  ],
  [
    'nothing after it',
    { files: { 'README.md': (text) => without(text).replace('## Verification', '**Rollback**:\n\n## Verification') } },
    [{ id: 'empty', file: 'README.md', at: '80:1-80:13', text: '**Rollback**', data: { step: 'Action 1' } }]
  ],
  [
    'what is irreversible has none',
    { files: { 'README.md': (text) => without(text).replace('REVERSIBLE', 'IRREVERSIBLE') } },
    []
  ],
  [
    'what only reads has none',
    { files: { 'README.md': (text) => without(text).replace('REVERSIBLE', 'READ-ONLY') } },
    []
  ]
])
