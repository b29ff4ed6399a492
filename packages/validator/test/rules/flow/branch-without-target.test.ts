import { testRule } from '../../support/test-rule.js'

const otherwise = '- **Otherwise**: an answer that this runbook does not know.'

testRule('flow/branch-without-target', [
  [
    'none, and in the default',
    {
      files: {
        'README.md': (text) =>
          text.replace('held. Continue to [Verify 1]', 'held').replace(`${otherwise} **STOP: escalate**`, otherwise)
      }
    },
    [
      { id: 'none', file: 'README.md', at: '39:3-39:16', text: '**Otherwise**', data: { branch: 'Otherwise' } },
      { id: 'none', file: 'README.md', at: '52:3-52:13', text: '**If `0`**', data: { branch: 'If 0' } }
    ]
  ],
  [
    'two steps, a step and a stop, a step and a package',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('Continue to [Step 1]', 'Continue to [Step 1], or go on to [Action 1]')
            .replace('Continue to [Verify 1]', 'Continue to [Verify 1]. **STOP: resolved**')
            .replace('Continue to [Action 1]', 'Continue to [Action 1] or use `@keys/runbook-slow-queue`')
      }
    },
    [
      { id: 'several', file: 'README.md', at: '37:71-37:81', text: '[Action 1]', data: { branch: 'If 1', count: '2' } },
      {
        id: 'several',
        file: 'README.md',
        at: '52:55-52:73',
        text: '**STOP: resolved**',
        data: { branch: 'If 0', count: '2' }
      },
      {
        id: 'several',
        file: 'README.md',
        at: '53:81-53:107',
        text: '`@keys/runbook-slow-queue`',
        data: { branch: 'If > 0', count: '2' }
      }
    ]
  ],
  [
    'the package of a wrong runbook is part of the stop',
    {
      files: {
        'README.md': (text) =>
          text.replace('the query failed. **STOP: escalate**', '**STOP: wrong runbook** `@keys/runbook-slow-queue`')
      }
    },
    []
  ]
])
