import { testRule } from '../../support/test-rule.js'

testRule('flow/expected-missing', [
  [
    'none, in a check, a diagnosis step and a verification',
    { files: { 'README.md': (text) => text.replaceAll(/\*\*Expected\*\*: .*\n/g, '') } },
    [
      {
        id: 'missing',
        file: 'README.md',
        at: '28:1-28:34',
        text: '### Check 1: The database answers',
        data: { step: 'Check 1' }
      },
      {
        id: 'missing',
        file: 'README.md',
        at: '42:1-42:29',
        text: '### Step 1: Count what waits',
        data: { step: 'Step 1' }
      },
      {
        id: 'missing',
        file: 'README.md',
        at: '93:1-93:53',
        text: '### Verify 1: The queue is moving (within 5 minutes)',
        data: { step: 'Verify 1' }
      }
    ]
  ],
  [
    'nothing after it',
    { files: { 'README.md': (text) => text.replace('**Expected**: `0`', '**Expected**:') } },
    [{ id: 'empty', file: 'README.md', at: '50:1-50:13', text: '**Expected**', data: { step: 'Step 1' } }]
  ],
  [
    'in a list below it',
    { files: { 'README.md': (text) => text.replace('**Expected**: `0`', '**Expected**:\n\n- no line\n- no error') } },
    []
  ]
])
