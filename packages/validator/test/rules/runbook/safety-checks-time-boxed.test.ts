import { testRule } from '../../support/test-rule.js'

testRule('runbook/safety-checks-time-boxed', [
  ['another form of time', { files: { 'README.md': (text) => text.replace('(first 5 minutes)', '(0-5 min)') } }, []],
  [
    'no time',
    { files: { 'README.md': (text) => text.replace(' (first 5 minutes)', '') } },
    [
      {
        id: 'unlimited',
        file: 'README.md',
        at: '21:1-21:27',
        text: '## Immediate safety checks',
        data: { section: 'Immediate safety checks' }
      }
    ]
  ],
  [
    'words that are no time',
    { files: { 'README.md': (text) => text.replace('(first 5 minutes)', '(quickly)') } },
    [
      {
        id: 'unlimited',
        file: 'README.md',
        at: '21:1-21:37',
        text: '## Immediate safety checks (quickly)',
        data: { section: 'Immediate safety checks (quickly)' }
      }
    ]
  ]
])
