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
    ]
  ],
  [
    'no README.md to compare with',
    { files: { 'README.md': null, 'checklist.md#diagnosis-flow': '- [ ] Count.\n- [ ] [Count](README.md#step-1)' } },
    [{ id: 'no-link', file: 'checklist.md', at: '11:1-11:13', text: '- [ ] Count.', data: { text: 'Count.' } }]
  ]
])
