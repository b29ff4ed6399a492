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
    ],
    {
      'checklist.md': [
        '-## Evidence & audit notes',
        '-',
        '-- [ ] A',
        '-',
        '+- [ ] A',
        '+',
        '+## Evidence & audit notes',
        '+'
      ]
    }
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
    ],
    { 'checklist.md': ['-- [ ] [Step 3](README.md#step-3-c): a.', '+- [ ] [Step 3](README.md#step-3-c): a.'] }
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
  ['no README.md to compare with', { files: { 'README.md': null } }, []],
  [
    'items that hold others',
    {
      files: {
        'README.md': (text) =>
          text.replace('## Action steps', '### Step 2: Look\n\n**Expected**: `1`\n\n## Action steps'),
        'checklist.md': (text) =>
          text.replace(
            /- \[ \] \[Step 1\](.*)/,
            '- [ ] [Step 2](README.md#step-2-look): a.\n  - [ ] More.\n\n  And more.\n- [ ] [Step 1]$1'
          )
      }
    },
    [{ id: 'item', file: 'checklist.md', at: '13:1-16:12', data: { label: 'Step 2' } }],
    {
      'checklist.md': [
        '+- [ ] [Step 1]: how many jobs are held. Count: `____` Time: `__:__`',
        '-- [ ] [Step 1]: how many jobs are held. Count: `____` Time: `__:__`'
      ]
    }
  ]
])
