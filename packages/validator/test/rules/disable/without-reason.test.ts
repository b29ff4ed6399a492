import { testRule } from '../../support/test-rule.js'

const step = (comment: string) => ({
  files: { 'README.md#diagnosis-flow': `${comment}\n### Step 1: Count what waits\n\nCount the jobs.` }
})

testRule('disable/without-reason', [
  ['a reason', step('<!-- keys-disable-next-line flow/dead-end -- a console -->'), []],
  ['a reason on a line of its own', step('<!-- keys-disable-next-line flow/dead-end\n -- a console -->'), []],
  ['no comment, but code that shows one', step('```html\n<!-- keys-disable-next-line flow/dead-end -->\n```\n'), []],
  ['another comment', step('<!-- formerly: count -->'), []],
  ['the end of a disabled part', step('<!-- keys-enable flow/dead-end -->'), []],
  [
    'no reason',
    step('<!-- keys-disable-next-line flow/dead-end -->'),
    [{ id: 'none', file: 'README.md', at: '43:1-43:46', data: { word: 'keys-disable-next-line' } }]
  ],
  [
    'an empty reason',
    step('<!-- keys-disable flow/dead-end -- -->'),
    [{ id: 'none', file: 'README.md', at: '43:1-43:39', data: { word: 'keys-disable' } }]
  ],
  [
    'no reason, in a checklist, among words',
    { files: { 'checklist.md': (text) => text.replace('the database answers.', '<!-- keys-disable a/b -->') } },
    [{ id: 'none', file: 'checklist.md', at: '7:18-7:43', data: { word: 'keys-disable' } }]
  ]
])
