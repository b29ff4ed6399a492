import { testRule } from '../../support/test-rule.js'

testRule('checklist/phase-missing', [
  [
    'no phase for what is not in the runbook',
    {
      files: {
        'README.md': (text) => text.replace('## Evidence & audit notes', '## Notes'),
        'checklist.md': (text) => text.replace('## Evidence & audit notes', '## Notes')
      }
    },
    []
  ],
  [
    'no README.md to compare with',
    { files: { 'README.md': null, 'checklist.md#diagnosis-flow': '## Else\n\n- [ ] A' } },
    []
  ],
  [
    'a phase of steps missing, and one that closes',
    {
      files: {
        'checklist.md': (text) =>
          text.replace('## Diagnosis flow', '## Else').replace('## Evidence & audit notes', '## Notes')
      }
    },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '3:1-3:45',
        text: '## Immediate safety checks (first 5 minutes)',
        data: { section: 'Diagnosis flow', place: '`Immediate safety checks`' }
      },
      {
        id: 'missing',
        file: 'checklist.md',
        at: '27:1-27:25',
        text: '## Rollback / escalation',
        data: { section: 'Evidence & audit notes', place: '`Rollback / escalation`' }
      }
    ]
  ],
  [
    'the first phase missing',
    { files: { 'checklist.md': (text) => text.replace('## Immediate safety checks (first 5 minutes)', '## Else') } },
    [
      {
        id: 'missing',
        file: 'checklist.md',
        at: '1:1-1:36',
        text: '# Checklist: Work queue has stopped',
        data: { section: 'Immediate safety checks', place: 'the title' }
      }
    ]
  ],
  [
    'another time box, and none',
    { files: { 'checklist.md': (text) => text.replace('(first 5 minutes)', '(first 10 minutes)') } },
    [
      {
        id: 'time-box',
        file: 'checklist.md',
        at: '3:1-3:46',
        text: '## Immediate safety checks (first 10 minutes)',
        data: { section: 'Immediate safety checks', heading: '## Immediate safety checks (first 5 minutes)' }
      }
    ]
  ],
  [
    'no time box',
    { files: { 'checklist.md': (text) => text.replace(' (first 5 minutes)', '') } },
    [
      {
        id: 'time-box',
        file: 'checklist.md',
        at: '3:1-3:27',
        text: '## Immediate safety checks',
        data: { section: 'Immediate safety checks', heading: '## Immediate safety checks (first 5 minutes)' }
      }
    ]
  ]
])
