import { testRule } from '../../support/test-rule.js'

testRule('checklist/too-long', [
  [
    'nine items and a list without boxes',
    {
      files: {
        'checklist.md#evidence--audit-notes':
          '- [ ] File 1.\n- [ ] File 2.\n- [ ] File 3.\n- [ ] File 4.\n- [ ] File 5.\n- [ ] File 6.\n' +
          '- [ ] File 7.\n- [ ] File 8.\n- [ ] File 9.\n\nNotes:\n\n- A\n- B'
      }
    },
    []
  ],
  [
    'ten items',
    {
      files: {
        'checklist.md#evidence--audit-notes':
          '- [ ] File 1.\n- [ ] File 2.\n- [ ] File 3.\n- [ ] File 4.\n- [ ] File 5.\n- [ ] File 6.\n' +
          '- [ ] File 7.\n- [ ] File 8.\n- [ ] File 9.\n- [ ] File 10.\n'
      }
    },
    [
      {
        id: 'long',
        file: 'checklist.md',
        at: '33:1-33:26',
        text: '## Evidence & audit notes',
        data: { phase: 'Evidence & audit notes', count: '10', most: '9' }
      }
    ]
  ]
])
