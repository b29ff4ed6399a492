import { testRule } from '../../support/test-rule.js'

const FENCE = '```'
const STEP = 'README.md#step-1-count-what-waits'

testRule('runbook/fence-unclosed', [
  [
    'a fence that goes on to the end of the text',
    { files: { 'README.md': (text) => `${text}\n${FENCE}text\nwords\n` } },
    [{ id: 'unclosed', file: 'README.md', at: '131:1-131:4', data: { line: '132', marks: FENCE }, text: FENCE }]
  ],
  [
    'one that is closed by the next',
    { files: { [STEP]: `${FENCE}bash\ndate\n\n${FENCE}bash\npwd\n${FENCE}\n\n- **Otherwise**: **STOP: escalate**` } },
    [{ id: 'unclosed', file: 'README.md', at: '45:1-45:4', data: { line: '50', marks: FENCE }, text: FENCE }]
  ],
  [
    'one that ends with its item',
    { files: { [STEP]: `- Look:\n\n  ~~~bash\n  date\n\n- Look again.\n\n- **Otherwise**: **STOP: escalate**` } },
    [{ id: 'unclosed', file: 'README.md', at: '47:3-47:6', data: { line: '48', marks: '~~~' }, text: '~~~' }]
  ],
  [
    'closed ones, of either sign, in a quote, closed by more than opened them, with one of fewer signs inside, and empty',
    {
      files: {
        'README.md#scope': `Does not cover mails.\n\n~~~text\n${FENCE}\n~~~~\n\n> ${FENCE}text\n> words\n> ${FENCE}\n\n${FENCE}${FENCE}md\n${FENCE}bash\ndate\n${FENCE}\n${FENCE}${FENCE}\n\n${FENCE}text\n${FENCE}\n\n    ${FENCE}\n`
      }
    },
    []
  ]
])
