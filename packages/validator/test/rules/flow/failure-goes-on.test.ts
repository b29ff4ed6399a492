import { testRule } from '../../support/test-rule.js'

const CODE = '```sql\nselect 1;\n```\n\n**Expected**: `1`\n'
const step = (place: string, ...lines: readonly string[]) => ({
  files: { [`README.md#${place}`]: [CODE, ...lines].join('\n') }
})
const STEP = 'step-1-count-what-waits'
const CHECK = 'check-1-the-database-answers'

testRule('flow/failure-goes-on', [
  [
    'an end of the incident',
    step(
      STEP,
      '- **If `1`**: on. Continue to [Action 1].',
      '- **If `exit 2` or `exit 3`**: **STOP: resolved**',
      '- **Otherwise**: **STOP: resolved**'
    ),
    [
      { id: 'resolved', file: 'README.md', at: '52:3-52:30', data: { step: 'Step 1', branch: 'If exit 2 or exit 3' } },
      { id: 'resolved', file: 'README.md', at: '53:3-53:16', data: { step: 'Step 1', branch: 'Otherwise' } }
    ]
  ],
  [
    'on as if it had been well',
    step(
      CHECK,
      '- **If `1`**: on. Continue to [Step 1].',
      '- **If `exit 2`**: continue to [Step 1].',
      '- **Otherwise**: continue to [Step 1].'
    ),
    [
      { id: 'as-expected', file: 'README.md', at: '37:3-37:18', data: { step: 'Check 1', branch: 'If exit 2' } },
      { id: 'as-expected', file: 'README.md', at: '38:3-38:16', data: { step: 'Check 1', branch: 'Otherwise' } }
    ]
  ],
  [
    'a diagnosis goes on',
    step(
      STEP,
      '- **If `1`**: on. Continue to [Action 1].',
      '- **If `exit 2`**: continue to [Action 1].',
      '- **Otherwise**: **STOP: escalate**'
    ),
    []
  ],
  [
    'another way',
    step(
      CHECK,
      '- **If `1`**: on. Continue to [Step 1].',
      '- **If `0`**: on. Continue to [Step 1].',
      '- **Otherwise**: **STOP: escalate**'
    ),
    []
  ],
  [
    'statuses that are answers',
    step(
      CHECK,
      '- **If `1`**: on. Continue to [Step 1].',
      '- **If `exit 7` or `exit 28`**: nothing answers. Continue to [Step 1].',
      '- **Otherwise**: **STOP: escalate**'
    ),
    []
  ]
])
