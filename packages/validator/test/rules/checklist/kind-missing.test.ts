import { testRule } from '../../support/test-rule.js'

testRule('checklist/kind-missing', [
  ['a phase without items', { files: { 'checklist.md#diagnosis-flow': 'Nothing.' } }, []],
  [
    'in the heading',
    { files: { 'checklist.md#diagnosis-flow': '## Diagnosis flow (first 5 minutes, read-do)\n\n- [ ] [Step 1]: a.' } },
    []
  ],
  [
    'nothing said',
    { files: { 'checklist.md#diagnosis-flow': '- [ ] [Step 1]: a.' } },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '9:1-9:18',
        text: '## Diagnosis flow',
        data: { phase: 'Diagnosis flow' }
      }
    ]
  ]
])
