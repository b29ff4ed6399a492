import { testRule } from '../../support/test-rule.js'

testRule('action/effect-missing', [
  [
    'none',
    { files: { 'README.md': (text) => text.replace(' (REVERSIBLE)', '') } },
    [
      {
        id: 'missing',
        file: 'README.md',
        at: '59:1-59:36',
        text: '### Action 1: Release the held jobs',
        data: { step: 'Action 1' }
      }
    ]
  ],
  [
    'another word',
    { files: { 'README.md': (text) => text.replace('(REVERSIBLE)', '(CAREFUL)') } },
    [
      {
        id: 'missing',
        file: 'README.md',
        at: '59:1-59:46',
        text: '### Action 1: Release the held jobs (CAREFUL)',
        data: { step: 'Action 1' }
      }
    ]
  ],
  [
    'in small letters, with a time box',
    { files: { 'README.md': (text) => text.replace('(REVERSIBLE)', '(irreversible, within 5 minutes)') } },
    []
  ]
])
