import { testRule } from '../../support/test-rule.js'

const continuing = (target: string) => (text: string) => text.replace('Continue to [Action 1]', target)

testRule('flow/target-is-a-section', [
  [
    'in words',
    { files: { 'README.md': continuing('Continue to the action steps') } },
    [
      {
        id: 'section',
        file: 'README.md',
        at: '53:51-53:79',
        text: 'Continue to the action steps',
        data: { branch: 'If > 0', section: 'Action steps', step: 'Action 1' }
      }
    ]
  ],
  [
    'by a link',
    { files: { 'README.md': continuing('See [below](#action-steps)') } },
    [
      {
        id: 'section',
        file: 'README.md',
        at: '53:55-53:77',
        text: '[below](#action-steps)',
        data: { branch: 'If > 0', section: 'Action steps', step: 'Action 1' }
      }
    ]
  ],
  [
    'a section that has no steps',
    { files: { 'README.md': continuing('Go to escalation') } },
    [
      {
        id: 'without-steps',
        file: 'README.md',
        at: '53:51-53:67',
        text: 'Go to escalation',
        data: { branch: 'If > 0', section: 'Rollback / escalation' }
      }
    ]
  ],
  [
    'a step by a link',
    { files: { 'README.md': continuing('See [it](#action-1-release-the-held-jobs-reversible)') } },
    []
  ]
])
