import { testRule } from '../../support/test-rule.js'

testRule('runbook/step-numbering', [
  [
    'two steps in a row',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving': '**Expected**: `1`\n\n### Verify 2: It stays so\n\n**Expected**: `1`'
      }
    },
    []
  ],
  [
    'no number',
    { files: { 'README.md': (text) => text.replace('### Step 1: Count', '### Count') } },
    [
      {
        id: 'form',
        file: 'README.md',
        at: '43:1-43:21',
        text: '### Count what waits',
        data: { heading: 'Count what waits', word: 'Step', number: '1' }
      }
    ]
  ],
  [
    'a number without a word, and a dash for the colon',
    {
      files: {
        'README.md': (text) =>
          text.replace('### Step 1: Count', '### 1. Count').replace('### Verify 1: The', '### Verify 1 - The')
      }
    },
    [
      {
        id: 'form',
        file: 'README.md',
        at: '43:1-43:24',
        text: '### 1. Count what waits',
        data: { heading: 'Count what waits', word: 'Step', number: '1' }
      },
      {
        id: 'form',
        file: 'README.md',
        at: '95:1-95:54',
        text: '### Verify 1 - The queue is moving (within 5 minutes)',
        data: { heading: 'The queue is moving', word: 'Verify', number: '1' }
      }
    ]
  ],
  [
    'numbered items',
    {
      files: {
        'README.md#verification': '1. **The queue moves**: look at `jobs`.\n2. **Mails go out**: ask `support`.'
      }
    },
    [
      {
        id: 'form',
        file: 'README.md',
        at: '95:4-95:23',
        text: '**The queue moves**',
        data: { heading: 'The queue moves', word: 'Verify', number: '1' }
      },
      {
        id: 'form',
        file: 'README.md',
        at: '96:4-96:20',
        text: '**Mails go out**',
        data: { heading: 'Mails go out', word: 'Verify', number: '2' }
      }
    ]
  ],
  [
    'the word of another section',
    { files: { 'README.md': (text) => text.replace('### Step 1: Count', '### Check 1: Count') } },
    [
      {
        id: 'word',
        file: 'README.md',
        at: '43:1-43:30',
        text: '### Check 1: Count what waits',
        data: { label: 'Check 1', section: 'Diagnosis flow', word: 'Step', number: '1' }
      }
    ]
  ],
  [
    'a gap, told once',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Expected**: `1`\n\n### Verify 3: B\n\n**Expected**: `1`\n\n### Verify 4: C\n\n**Expected**: `1`'
      }
    },
    [
      {
        id: 'number',
        file: 'README.md',
        at: '99:1-99:16',
        text: '### Verify 3: B',
        data: { label: 'Verify 3', word: 'Verify', number: '2' }
      }
    ]
  ],
  [
    'a number twice',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Expected**: `1`\n\n### Verify 1: B\n\n**Expected**: `1`\n\n### Verify 2: C\n\n**Expected**: `1`'
      }
    },
    [
      {
        id: 'number',
        file: 'README.md',
        at: '99:1-99:16',
        text: '### Verify 1: B',
        data: { label: 'Verify 1', word: 'Verify', number: '2' }
      }
    ]
  ]
])
