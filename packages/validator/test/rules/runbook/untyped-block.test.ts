import { testRule } from '../../support/test-rule.js'

testRule('runbook/untyped-block', [
  ['a comment', { files: { 'README.md#scope': 'Does not cover mails.\n\n<!-- checked in spring -->' } }, []],
  [
    'a section of its own, with all that it holds',
    {
      files: {
        'README.md#evidence--audit-notes': '- The log.\n\n## Odds\n\nOne.\n\n- Two.\n\n***\n\n## Ends\n\nThree.'
      }
    },
    [
      { id: 'section', file: 'README.md', at: '121:1-121:8', text: '## Odds', data: { heading: 'Odds' } },
      { id: 'section', file: 'README.md', at: '129:1-129:8', text: '## Ends', data: { heading: 'Ends' } }
    ]
  ],
  [
    'rules and HTML inside a section',
    { files: { 'README.md#scope': 'Does not cover mails.\n\n***\n\n<div>raw</div>' } },
    [
      { id: 'block', file: 'README.md', at: '9:1-9:4', text: '***' },
      { id: 'block', file: 'README.md', at: '11:1-11:15', text: '<div>raw</div>' }
    ]
  ],
  ['front matter, which is read as such', { files: { 'README.md': (text) => `---\ntitle: Queue\n---\n\n${text}` } }, []]
])
