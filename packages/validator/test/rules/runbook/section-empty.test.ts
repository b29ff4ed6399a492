import { testRule } from '../../support/test-rule.js'

testRule('runbook/section-empty', [
  [
    'an empty section that is none of the ten',
    { files: { 'README.md#evidence--audit-notes': '- The log.\n\n## Else' } },
    []
  ],
  [
    'only a comment',
    { files: { 'README.md#scope': '<!-- to be written -->' } },
    [{ id: 'empty', file: 'README.md', at: '5:1-5:9', text: '## Scope', data: { section: 'Scope' } }]
  ],
  [
    'two empty sections',
    { files: { 'README.md#scope': '', 'README.md#verification': '' } },
    [
      { id: 'empty', file: 'README.md', at: '5:1-5:9', text: '## Scope', data: { section: 'Scope' } },
      { id: 'empty', file: 'README.md', at: '90:1-90:16', text: '## Verification', data: { section: 'Verification' } }
    ]
  ],
  [
    'words in the place of steps',
    { files: { 'README.md#diagnosis-flow': 'Ask the author.' } },
    [
      {
        id: 'no-step',
        file: 'README.md',
        at: '41:1-41:18',
        text: '## Diagnosis flow',
        data: { section: 'Diagnosis flow', word: 'Step' }
      }
    ]
  ],
  [
    'a story in the place of signals',
    { files: { 'README.md#when-to-use': 'When mails come late.' } },
    [{ id: 'no-signal', file: 'README.md', at: '12:1-12:15', text: '## When to use', data: { section: 'When to use' } }]
  ]
])
