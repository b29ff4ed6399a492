import { testRule } from '../../support/test-rule.js'

const FALLS_THROUGH = '### Step 1: Count what waits\n\nCount the jobs.'
const flow = (text: string) => ({ files: { 'README.md#diagnosis-flow': text } })
const why = '-- a console leads on'

testRule('disable/unused', [
  ['the line below', flow(`<!-- keys-disable-next-line flow/dead-end ${why} -->\n${FALLS_THROUGH}`), []],
  ['a blank line between', flow(`<!-- keys-disable-next-line flow/dead-end ${why} -->\n\n${FALLS_THROUGH}`), []],
  [
    'comments that stand below each other',
    flow(
      `<!-- keys-disable-next-line flow/dead-end ${why} -->\n\n<!-- keys-disable-next-line flow/labels-share-paragraph ${why} -->\n${FALLS_THROUGH}`
    ),
    [
      {
        id: 'nothing',
        file: 'README.md',
        at: '45:29-45:56',
        text: 'flow/labels-share-paragraph',
        data: { rule: 'flow/labels-share-paragraph' }
      }
    ]
  ],
  [
    'a part',
    flow(`<!-- keys-disable flow/dead-end ${why} -->\n\n${FALLS_THROUGH}\n\n<!-- keys-enable flow/dead-end -->`),
    []
  ],
  ['all that follows', flow(`<!-- keys-disable flow/dead-end ${why} -->\n\n${FALLS_THROUGH}`), []],
  ['one without a reason, of which disable/without-reason speaks', flow('<!-- keys-disable flow/dead-end -->'), []],
  ['no such rule, of which disable/unknown-rule speaks', flow(`<!-- keys-disable flow/dead-ned ${why} -->`), []],
  ['a rule that rests without other packs', flow(`<!-- keys-disable reference/relation-one-sided ${why} -->`), []],
  [
    'nothing on the next line',
    flow(FALLS_THROUGH.replace('Count the', `<!-- keys-disable-next-line flow/dead-end ${why} -->\nCount the`)),
    [{ id: 'nothing', file: 'README.md', at: '43:29-43:42', text: 'flow/dead-end', data: { rule: 'flow/dead-end' } }]
  ],
  [
    'one inside another',
    flow(
      `<!-- keys-disable flow/dead-end ${why} -->\n<!-- keys-disable-next-line flow/dead-end ${why} -->\n${FALLS_THROUGH}`
    ),
    [{ id: 'nothing', file: 'README.md', at: '44:29-44:42', text: 'flow/dead-end', data: { rule: 'flow/dead-end' } }]
  ],
  [
    'the fault below the end of the part',
    flow(`<!-- keys-disable flow/dead-end ${why} -->\n<!-- keys-enable flow/dead-end -->\n${FALLS_THROUGH}`),
    [{ id: 'nothing', file: 'README.md', at: '43:19-43:32', text: 'flow/dead-end', data: { rule: 'flow/dead-end' } }]
  ],
  [
    'an end without a beginning',
    flow(`<!-- keys-enable flow/dead-end -->\n${FALLS_THROUGH}`),
    [
      {
        id: 'never-disabled',
        file: 'README.md',
        at: '43:18-43:31',
        text: 'flow/dead-end',
        data: { rule: 'flow/dead-end' }
      }
    ]
  ],
  [
    'a misspelled word',
    flow(`<!-- keys-disable-nextline flow/dead-end ${why} -->\n${FALLS_THROUGH}`),
    [
      {
        id: 'unknown-word',
        file: 'README.md',
        at: '43:6-43:27',
        text: 'keys-disable-nextline',
        data: { word: 'keys-disable-nextline', suggestion: 'keys-disable-next-line' }
      }
    ]
  ]
])
