import { testRule } from '../../support/test-rule.js'

const step = (comment: string) => ({
  files: { 'README.md#diagnosis-flow': `${comment}\n### Step 1: Count what waits\n\nCount the jobs.` }
})

testRule('disable/unknown-rule', [
  ['rules', step('<!-- keys-disable-next-line flow/dead-end, flow/failure-unhandled -- a console -->'), []],
  [
    'no rule',
    step('<!-- keys-disable -- a console -->'),
    [{ id: 'none', file: 'README.md', at: '43:6-43:18', data: { word: 'keys-disable' } }]
  ],
  [
    'a misspelled rule beside one that is right',
    step('<!-- keys-disable-next-line flow/dead-end,flow/dead-ned -- a console -->'),
    [
      {
        id: 'misspelled',
        file: 'README.md',
        at: '43:43-43:56',
        text: 'flow/dead-ned',
        data: { rule: 'flow/dead-ned', suggestion: 'flow/dead-end' }
      }
    ]
  ],
  [
    'words in place of a rule',
    step('<!-- keys-enable everything -->'),
    [{ id: 'unknown', file: 'README.md', at: '43:18-43:28', text: 'everything', data: { rule: 'everything' } }]
  ],
  [
    'a rule that judges comments',
    step('<!-- keys-disable disable/unused -- a console -->'),
    [{ id: 'own', file: 'README.md', at: '43:19-43:33', text: 'disable/unused', data: { rule: 'disable/unused' } }]
  ]
])
