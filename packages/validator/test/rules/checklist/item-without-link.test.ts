import { testRule } from '../../support/test-rule.js'

testRule('checklist/item-without-link', [
  [
    'what stands inside an item, and a list without boxes',
    { files: { 'checklist.md#diagnosis-flow': '- [ ] [Step 1]: a.\n  - [ ] One more thing.\n\nNotes:\n\n- Nothing.' } },
    []
  ],
  [
    'an inline link to a step',
    {
      files: {
        'checklist.md': (text) => text.replace('[Step 1]: how', '[Count](README.md#step-1-count-what-waits): how')
      }
    },
    []
  ],
  [
    'no link, and a link to something else',
    { files: { 'checklist.md#diagnosis-flow': '- [ ] Count.\n- [ ] [Read](https://keys.test) it.' } },
    [
      { id: 'no-link', file: 'checklist.md', at: '11:1-11:13', text: '- [ ] Count.', data: { text: 'Count.' } },
      {
        id: 'no-link',
        file: 'checklist.md',
        at: '12:1-12:36',
        text: '- [ ] [Read](https://keys.test) it.',
        data: { text: 'Read it.' }
      }
    ]
  ],
  [
    'a label without a definition',
    { files: { 'checklist.md': (text) => text.replace('[Step 1]: README.md#step-1-count-what-waits\n', '') } },
    [
      {
        id: 'no-definition',
        file: 'checklist.md',
        at: '13:1-13:68',
        text: '- [ ] [Step 1]: how many jobs are held. Count: `____` Time: `__:__`',
        data: { label: 'Step 1' }
      }
    ],
    { 'checklist.md': ['+[Step 1]: README.md#step-1-count-what-waits'] }
  ],
  [
    'no README.md to compare with',
    { files: { 'README.md': null, 'checklist.md#diagnosis-flow': '- [ ] Count.\n- [ ] [Count](README.md#step-1)' } },
    [{ id: 'no-link', file: 'checklist.md', at: '11:1-11:13', text: '- [ ] Count.', data: { text: 'Count.' } }]
  ],
  [
    'a label without brackets, and no definitions',
    {
      files: {
        'checklist.md': (text) => text.replace('[Step 1]: how', 'Step 1: how').replace(/\n\[Check 1\]: [\s\S]*$/, '')
      }
    },
    [
      { id: 'no-definition', file: 'checklist.md', at: '7:1-7:68', data: { label: 'Check 1' } },
      {
        id: 'no-link',
        file: 'checklist.md',
        at: '13:1-13:66',
        data: { text: 'Step 1: how many jobs are held. Count: ____ Time: __:__' }
      },
      { id: 'no-definition', file: 'checklist.md', at: '19:1-19:74', data: { label: 'Action 1' } },
      { id: 'no-definition', file: 'checklist.md', at: '25:1-25:65', data: { label: 'Verify 1' } }
    ],
    {
      'checklist.md': [
        '-- [ ] Step 1: how many jobs are held. Count: `____` Time: `__:__`',
        '+- [ ] [Step 1]: how many jobs are held. Count: `____` Time: `__:__`',
        '+',
        '+[Check 1]: README.md#check-1-the-database-answers',
        '+[Step 1]: README.md#step-1-count-what-waits',
        '+[Action 1]: README.md#action-1-release-the-held-jobs-reversible',
        '+[Verify 1]: README.md#verify-1-the-queue-is-moving-within-5-minutes'
      ]
    }
  ]
])
