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
    ],
    { 'checklist.md': ['+- [ ] [Step 1]: Count what waits. Seen: `____` Time: `__:__`'] }
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
  ],
  [
    'several, before, between and after others',
    {
      files: {
        'README.md': (text) =>
          text.replace(
            '## Action steps',
            [2, 3, 4, 5]
              .map(
                (number) => `### Step ${number}: Look at \`it\` ${number} (within 5 minutes)\n\n**Expected**: \`1\`\n\n`
              )
              .join('') + '## Action steps'
          ),
        'checklist.md': (text) =>
          text
            .replace(/- \[ \] \[Step 1\].*/, '* [ ] [Step 2]: a.\n* [ ] [Step 4]: b.')
            .replace(
              '[Action 1]: README',
              '[Step 2]: README.md#step-2-look-at-it-2-within-5-minutes\n[Step 4]: README.md#step-4-look-at-it-4-within-5-minutes\n[Action 1]: README'
            )
      }
    },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '9:1-9:18',
        data: { phase: 'Diagnosis flow', label: 'Step 1', title: 'Count what waits' }
      },
      {
        id: 'missing',
        file: 'checklist.md',
        at: '9:1-9:18',
        data: { phase: 'Diagnosis flow', label: 'Step 3', title: 'Look at it 3' }
      },
      {
        id: 'missing',
        file: 'checklist.md',
        at: '9:1-9:18',
        data: { phase: 'Diagnosis flow', label: 'Step 5', title: 'Look at it 5' }
      }
    ],
    {
      'checklist.md': [
        '+* [ ] [Step 1]: Count what waits. Seen: `____` Time: `__:__`',
        '+* [ ] [Step 3]: Look at `it` 3. Seen: `____` Time: `__:__`',
        '+* [ ] [Step 5]: Look at `it` 5. Seen: `____` Time: `__:__`',
        '+[Step 3]: README.md#step-3-look-at-it-3-within-5-minutes',
        '+[Step 5]: README.md#step-5-look-at-it-5-within-5-minutes'
      ]
    }
  ],
  [
    'a phase without items, and no definitions',
    {
      files: {
        'checklist.md': (text) =>
          text.replace(/- \[ \] \[Step 1\].*\n/, 'Nothing yet.\n').replace(/\n\[Check 1\]: [\s\S]*$/, '')
      }
    },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '9:1-9:18',
        data: { phase: 'Diagnosis flow', label: 'Step 1', title: 'Count what waits' }
      }
    ],
    {
      'checklist.md': [
        '+- [ ] [Step 1]: Count what waits. Seen: `____` Time: `__:__`',
        '+',
        '+',
        '+[Step 1]: README.md#step-1-count-what-waits'
      ]
    }
  ],
  [
    'an item that stands there twice',
    { files: { 'checklist.md': (text) => text.replace(/- \[ \] \[Step 1\].*\n/, (item) => item + item) } },
    [{ id: 'again', file: 'checklist.md', at: '14:1-14:68', data: { label: 'Step 1' } }]
  ],
  [
    'two things to do for one step',
    {
      files: {
        'checklist.md': (text) =>
          text.replace(/- \[ \] \[Step 1\].*\n/, (item) => `${item}- [ ] [Step 1]: And note it.\n`)
      }
    },
    []
  ]
])
