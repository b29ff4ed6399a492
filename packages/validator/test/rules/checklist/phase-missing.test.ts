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
    ],
    {
      'checklist.md': [
        '+## Diagnosis flow',
        '+',
        '+*Read-do*: read an item, do it, write down what you saw.',
        '+',
        '+- [ ] [Step 1]: Count what waits. Seen: `____` Time: `__:__`',
        '+',
        '+## Evidence & audit notes',
        '+',
        '+*Do-confirm*: work, then stop here and confirm each item.',
        '+',
        '+- [ ] What the runbook lists is kept: `____________` Time: `__:__`',
        '+'
      ]
    }
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
    ],
    {
      'checklist.md': [
        '+## Immediate safety checks (first 5 minutes)',
        '+',
        '+*Read-do*: read an item, do it, write down what you saw.',
        '+',
        '+- [ ] [Check 1]: The database answers. Seen: `____` Time: `__:__`',
        '+'
      ]
    }
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
    ],
    {
      'checklist.md': [
        '-## Immediate safety checks (first 10 minutes)',
        '+## Immediate safety checks (first 5 minutes)'
      ]
    }
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
    ],
    { 'checklist.md': ['-## Immediate safety checks', '+## Immediate safety checks (first 5 minutes)'] }
  ],
  [
    'no phase at all, and no definition',
    { files: { 'checklist.md': '# Checklist: Work queue has stopped\n\nFor paper.\n' } },
    [
      { id: 'missing', file: 'checklist.md', at: '1:1-1:36', data: { section: 'Action steps', place: 'the title' } },
      { id: 'missing', file: 'checklist.md', at: '1:1-1:36', data: { section: 'Diagnosis flow', place: 'the title' } },
      {
        id: 'missing',
        file: 'checklist.md',
        at: '1:1-1:36',
        data: { section: 'Evidence & audit notes', place: 'the title' }
      },
      {
        id: 'missing',
        file: 'checklist.md',
        at: '1:1-1:36',
        data: { section: 'Immediate safety checks', place: 'the title' }
      },
      {
        id: 'missing',
        file: 'checklist.md',
        at: '1:1-1:36',
        data: { section: 'Rollback / escalation', place: 'the title' }
      },
      { id: 'missing', file: 'checklist.md', at: '1:1-1:36', data: { section: 'Verification', place: 'the title' } }
    ],
    {
      'checklist.md': [
        '+',
        '+## Immediate safety checks (first 5 minutes)',
        '+',
        '+*Read-do*: read an item, do it, write down what you saw.',
        '+',
        '+- [ ] [Check 1]: The database answers. Seen: `____` Time: `__:__`',
        '+',
        '+## Diagnosis flow',
        '+',
        '+*Read-do*: read an item, do it, write down what you saw.',
        '+',
        '+- [ ] [Step 1]: Count what waits. Seen: `____` Time: `__:__`',
        '+',
        '+## Action steps',
        '+',
        '+*Read-do*: read an item, do it, write down what you saw.',
        '+',
        '+- [ ] [Action 1]: Release the held jobs. Seen: `____` Time: `__:__`',
        '+',
        '+## Verification',
        '+',
        '+*Do-confirm*: work, then stop here and confirm each item.',
        '+',
        '+- [ ] [Verify 1]: The queue is moving. Seen: `____` Time: `__:__`',
        '+',
        '+## Rollback / escalation',
        '+',
        '+*Do-confirm*: work, then stop here and confirm each item.',
        '+',
        '+- [ ] Nobody needs to be called, or has been: `____________` Time: `__:__`',
        '+',
        '+## Evidence & audit notes',
        '+',
        '+*Do-confirm*: work, then stop here and confirm each item.',
        '+',
        '+- [ ] What the runbook lists is kept: `____________` Time: `__:__`',
        '+',
        '+[Check 1]: README.md#check-1-the-database-answers',
        '+[Step 1]: README.md#step-1-count-what-waits',
        '+[Action 1]: README.md#action-1-release-the-held-jobs-reversible',
        '+[Verify 1]: README.md#verify-1-the-queue-is-moving-within-5-minutes'
      ]
    }
  ]
])
