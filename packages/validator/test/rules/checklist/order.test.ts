import { testRule } from '../../support/test-rule.js'

testRule('checklist/order', [
  [
    'a closing phase that speaks of a step',
    { files: { 'checklist.md#evidence--audit-notes': '- [ ] The list of [Action 1] is kept. `____`' } },
    []
  ],
  [
    'a phase too early',
    {
      files: {
        'checklist.md#rollback--escalation':
          '## Evidence & audit notes\n\n- [ ] A\n\n## Rollback / escalation\n\n- [ ] B'
      }
    },
    [
      {
        id: 'phase',
        file: 'checklist.md',
        at: '27:1-27:26',
        text: '## Evidence & audit notes',
        data: { phase: 'Evidence & audit notes' }
      }
    ]
  ],
  [
    'items turned round',
    {
      files: {
        'README.md#diagnosis-flow':
          '## Diagnosis flow\n\n### Step 1: A\n\nA.\n\n### Step 2: B\n\nB.\n\n### Step 3: C\n\nC.',
        'checklist.md#diagnosis-flow':
          '- [ ] [Step 3](README.md#step-3-c): a.\n- [ ] [Step 1](README.md#step-1-a): b.\n' +
          '- [ ] [Step 2](README.md#step-2-b): b.'
      }
    },
    [
      {
        id: 'item',
        file: 'checklist.md',
        at: '11:1-11:39',
        text: '- [ ] [Step 3](README.md#step-3-c): a.',
        data: { label: 'Step 3' }
      }
    ]
  ],
  [
    'an item in another phase',
    { files: { 'checklist.md#diagnosis-flow': '- [ ] [Step 1]: a.\n- [ ] [Action 1]: b.' } },
    [
      {
        id: 'other-phase',
        file: 'checklist.md',
        at: '12:1-12:21',
        text: '- [ ] [Action 1]: b.',
        data: { label: 'Action 1', phase: 'Diagnosis flow', section: 'Action steps' }
      }
    ]
  ],
  ['no README.md to compare with', { files: { 'README.md': null } }, []]
])
