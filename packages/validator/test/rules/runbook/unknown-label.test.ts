import { testRule } from '../../support/test-rule.js'

testRule('runbook/unknown-label', [
  [
    'other spellings of labels',
    { files: { 'README.md#verify-1-the-queue-is-moving': '**EXPECTED:** `1`\n\n**Preconditions**: none.' } },
    []
  ],
  [
    'bold words in a sentence',
    { files: { 'README.md#verify-1-the-queue-is-moving': '**Expected**: `1`, **never** `2`' } },
    []
  ],
  [
    'labels outside the list',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving': '**Rolback**: none.\n\n**Weather**: fair.\n\n**Expected result**: `1`'
      }
    },
    [
      {
        id: 'misspelled',
        file: 'README.md',
        at: '97:1-97:12',
        text: '**Rolback**',
        data: { label: 'Rolback', suggestion: 'Rollback' }
      },
      { id: 'unknown', file: 'README.md', at: '99:1-99:12', text: '**Weather**', data: { label: 'Weather' } },
      {
        id: 'other-name',
        file: 'README.md',
        at: '101:1-101:20',
        text: '**Expected result**',
        data: { label: 'Expected result', name: 'Expected' }
      }
    ]
  ]
])
