import { testRule } from '../../support/test-rule.js'

testRule('checklist/title', [
  ['no title in pack.json, of which pack/schema speaks', { files: { 'pack.json': { fields: { title: null } } } }, []],
  [
    'no H1',
    { files: { 'checklist.md': (text) => text.replace('# Checklist: Work queue has stopped\n\n', '') } },
    [{ id: 'missing', file: 'checklist.md', at: '1:1-1:1' }]
  ],
  [
    'the title alone',
    { files: { 'checklist.md': (text) => text.replace('# Checklist: W', '# W') } },
    [
      {
        id: 'differs',
        file: 'checklist.md',
        at: '1:1-1:25',
        text: '# Work queue has stopped',
        data: { heading: 'Work queue has stopped', title: 'Work queue has stopped' }
      }
    ]
  ]
])
