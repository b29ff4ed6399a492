import { testRule } from '../../support/test-rule.js'

testRule('runbook/title', [
  ['no title in pack.json, of which pack/schema speaks', { files: { 'pack.json': { fields: { title: null } } } }, []],
  [
    'a title with markup',
    { files: { 'README.md': (text) => text.replace('# Work queue has stopped', '# Work *queue* has stopped') } },
    []
  ],
  [
    'no H1',
    { files: { 'README.md': (text) => text.replace('# Work queue has stopped\n\n', '') } },
    [{ id: 'missing', file: 'README.md', at: '1:1-1:1' }]
  ],
  [
    'another title',
    { files: { 'README.md': (text) => text.replace('# Work queue has stopped', '# Queue trouble') } },
    [
      {
        id: 'differs',
        file: 'README.md',
        at: '1:1-1:16',
        text: '# Queue trouble',
        data: { heading: 'Queue trouble', title: 'Work queue has stopped' }
      }
    ]
  ],
  [
    'two more H1, one of them underlined',
    { files: { 'README.md#evidence--audit-notes': '- The log.\n\n# Appendix\n\nMore.\n\nEnd\n===\n\nLast.' } },
    [
      { id: 'duplicate', file: 'README.md', at: '121:1-121:11', text: '# Appendix', data: { heading: 'Appendix' } },
      { id: 'duplicate', file: 'README.md', at: '125:1-126:4', text: 'End\n===', data: { heading: 'End' } }
    ]
  ]
])
