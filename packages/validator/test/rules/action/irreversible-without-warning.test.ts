import { testRule } from '../../support/test-rule.js'

const irreversible = (text: string) => text.replace('REVERSIBLE', 'IRREVERSIBLE')
const heading = '### Action 1: Release the held jobs (IRREVERSIBLE)'
const warned = (words: string) => (text: string) =>
  irreversible(text).replace('**Precondition**', `**Warning**:${words}\n\n**Precondition**`)

testRule('action/irreversible-without-warning', [
  [
    'none',
    { files: { 'README.md': irreversible } },
    [{ id: 'missing', file: 'README.md', at: '59:1-59:51', text: heading, data: { step: 'Action 1' } }]
  ],
  [
    'nothing after it',
    { files: { 'README.md': warned('') } },
    [{ id: 'empty', file: 'README.md', at: '63:1-63:12', text: '**Warning**', data: { step: 'Action 1' } }]
  ],
  ['a warning', { files: { 'README.md': warned(' jobs run twice.') } }, []],
  [
    'what is reversible needs none',
    { files: { 'README.md': (text) => text.replace('no worker has run', 'no worker runs') } },
    []
  ]
])
