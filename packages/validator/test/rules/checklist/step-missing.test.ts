import { testRule } from '../../support/test-rule.js'

testRule('checklist/step-missing', [
  [
    'an inline link in the place of a label',
    {
      files: {
        'checklist.md': (text) => text.replace('[Step 1]: how', '[Count](README.md#step-1-count-what-waits): how')
      }
    },
    []
  ],
  [
    'a phase missing, of which checklist/phase-missing speaks',
    { files: { 'checklist.md#diagnosis-flow': '## Else\n\nNothing.' } },
    []
  ],
  [
    'no item',
    { files: { 'checklist.md#diagnosis-flow': '- [ ] Count. `____`' } },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '9:1-9:18',
        text: '## Diagnosis flow',
        data: { phase: 'Diagnosis flow', label: 'Step 1', title: 'Count what waits' }
      }
    ]
  ],
  [
    'an item for a step that is gone',
    { files: { 'checklist.md#diagnosis-flow': '- [ ] [Step 1]: a. `____`\n- [ ] [Step 2]: b. `____`' } },
    [
      {
        id: 'no-such-step',
        file: 'checklist.md',
        at: '12:1-12:26',
        text: '- [ ] [Step 2]: b. `____`',
        data: { label: 'Step 2' }
      }
    ]
  ],
  [
    'a label that leads to another step',
    {
      files: {
        'checklist.md': (text) =>
          text.replace('README.md#step-1-count-what-waits', 'README.md#check-1-the-database-answers')
      }
    },
    [
      {
        id: 'leads-elsewhere',
        file: 'checklist.md',
        at: '40:1-40:49',
        text: '[Step 1]: README.md#check-1-the-database-answers',
        data: { label: 'Step 1', other: 'Check 1', anchor: 'step-1-count-what-waits' }
      }
    ]
  ]
])
