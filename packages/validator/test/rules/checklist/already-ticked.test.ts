import { testRule } from '../../support/test-rule.js'

testRule('checklist/already-ticked', [
  [
    'a ticked one and a nested one',
    { files: { 'checklist.md#diagnosis-flow': '- [x] [Step 1]: a.\n  - [X] b.\n- [ ] c.' } },
    [
      { id: 'ticked', file: 'checklist.md', at: '11:3-11:6', text: '[x]', data: { text: 'Step 1: a.' } },
      { id: 'ticked', file: 'checklist.md', at: '12:5-12:8', text: '[X]', data: { text: 'b.' } }
    ],
    { 'checklist.md': ['-- [x] [Step 1]: a.', '-  - [X] b.', '+- [ ] [Step 1]: a.', '+  - [ ] b.'] }
  ],
  [
    'a numbered one',
    { files: { 'checklist.md#diagnosis-flow': '1. [x] [Step 1]: a.' } },
    [{ id: 'ticked', file: 'checklist.md', at: '11:4-11:7', text: '[x]', data: { text: 'Step 1: a.' } }],
    { 'checklist.md': ['-1. [x] [Step 1]: a.', '+1. [ ] [Step 1]: a.'] }
  ]
])
