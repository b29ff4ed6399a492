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
    ],
    {
      'README.md': [
        '-### 1. Count what waits',
        '+### Step 1: Count what waits',
        '-### Verify 1 - The queue is moving (within 5 minutes)',
        '+### Verify 1: The queue is moving (within 5 minutes)'
      ]
    }
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
    ],
    { 'README.md': ['-### Verify 3: B', '+### Verify 2: B', '-### Verify 4: C', '+### Verify 3: C'] }
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
    ],
    { 'README.md': ['-### Verify 1: B', '+### Verify 2: B', '-### Verify 2: C', '+### Verify 3: C'] }
  ],
  [
    'a step put between others, with what named them',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('### Step 1: Count', '### Step 1: Look first\n\n**Expected**: `1`\n\n### Step 1: Count')
            .replace('Roll back [Action 1]', 'See [how](#step-1-count-what-waits), then roll back [Action 1]')
      }
    },
    [{ id: 'number', file: 'README.md', at: '47:1-47:29', data: { label: 'Step 1', word: 'Step', number: '2' } }],
    {
      'README.md': [
        '-- **If `1`**: the database answers. Continue to [Step 1].',
        '+- **If `1`**: the database answers. Continue to [Step 2].',
        '-### Step 1: Count what waits',
        '+### Step 2: Count what waits',
        '-**When**: [Step 1] counted held jobs.',
        '+**When**: [Step 2] counted held jobs.',
        '-See [how](#step-1-count-what-waits), then roll back [Action 1] when the released jobs fail again.',
        '+See [how](#step-2-count-what-waits), then roll back [Action 1] when the released jobs fail again.',
        '-[Step 1]: #step-1-count-what-waits',
        '+[Step 2]: #step-2-count-what-waits'
      ],
      'checklist.md': [
        '-- [ ] [Step 1]: how many jobs are held. Count: `____` Time: `__:__`',
        '+- [ ] [Step 2]: how many jobs are held. Count: `____` Time: `__:__`',
        '-[Step 1]: README.md#step-1-count-what-waits',
        '+[Step 2]: README.md#step-2-count-what-waits'
      ]
    }
  ],
  [
    'a step put between others under a free number, and words that name the others',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('### Step 1: Count', '### Step 9: Look first\n\n**Expected**: `1`\n\n### Step 1: Count')
            .replace('counted held jobs', 'counted held jobs; step 1 is slow')
      }
    },
    [{ id: 'number', file: 'README.md', at: '43:1-43:23', data: { label: 'Step 9', word: 'Step', number: '1' } }],
    {
      'README.md': [
        '-- **If `1`**: the database answers. Continue to [Step 1].',
        '+- **If `1`**: the database answers. Continue to [Step 2].',
        '-### Step 9: Look first',
        '+### Step 1: Look first',
        '-### Step 1: Count what waits',
        '+### Step 2: Count what waits',
        '-**When**: [Step 1] counted held jobs; step 1 is slow.',
        '+**When**: [Step 2] counted held jobs; step 2 is slow.',
        '-[Step 1]: #step-1-count-what-waits',
        '+[Step 2]: #step-2-count-what-waits'
      ],
      'checklist.md': [
        '-- [ ] [Step 1]: how many jobs are held. Count: `____` Time: `__:__`',
        '+- [ ] [Step 2]: how many jobs are held. Count: `____` Time: `__:__`',
        '-[Step 1]: README.md#step-1-count-what-waits',
        '+[Step 2]: README.md#step-2-count-what-waits'
      ]
    }
  ],
  [
    'a gap, and words that name several steps at once',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Expected**: `1`\n\n### Verify 3: B\n\nNeeds Verify 1 and verifications 3-4.\n\n**Expected**: `1`\n\n### Verify 4: C\n\n**Expected**: `1`'
      }
    },
    [{ id: 'number', file: 'README.md', at: '99:1-99:16', data: { label: 'Verify 3', word: 'Verify', number: '2' } }],
    {
      'README.md': [
        '-### Verify 3: B',
        '+### Verify 2: B',
        '-Needs Verify 1 and verifications 3-4.',
        '+Needs Verify 1 and verifications 2-3.',
        '-### Verify 4: C',
        '+### Verify 3: C'
      ]
    }
  ],
  [
    'a number twice, and words that could name either',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Expected**: `1`\n\n### Verify 1: B\n\nNot before verify 1.\n\n**Expected**: `1`'
      }
    },
    [
      {
        id: 'unclear',
        file: 'README.md',
        at: '99:1-99:16',
        data: { label: 'Verify 1', word: 'Verify', number: '2', named: 'Verify 1', place: 'README.md, line 101' }
      }
    ]
  ],
  [
    'a number that the prose names',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('### Step 1: Count', '### Step 2: Count')
            .replace('counted held jobs', 'counted them; step 2 is slow')
      }
    },
    [
      {
        id: 'unclear',
        file: 'README.md',
        at: '43:1-43:29',
        data: { label: 'Step 2', word: 'Step', number: '1', named: 'Step 1', place: 'README.md, line 37' }
      }
    ]
  ],
  [
    'a name that would come to mean another step',
    {
      files: {
        'README.md': (text) =>
          text.replace('### Step 1: Count', '### Step 2: Count').replace('[Step 1]: #step-1', '[Step 2]: #step-2')
      }
    },
    [
      {
        id: 'unclear',
        file: 'README.md',
        at: '43:1-43:29',
        data: { label: 'Step 2', word: 'Step', number: '1', named: 'Step 1', place: 'README.md, line 37' }
      }
    ]
  ],
  [
    'a gap in the middle, and a checklist that follows',
    {
      files: {
        'README.md': (text) => text.replaceAll('Verify 1', 'Verify 2').replaceAll('verify-1', 'verify-2'),
        'checklist.md': (text) => text.replaceAll('Verify 1', 'Verify 2').replaceAll('verify-1', 'verify-2')
      }
    },
    [{ id: 'number', file: 'README.md', at: '95:1-95:53', data: { label: 'Verify 2', word: 'Verify', number: '1' } }],
    {
      'README.md': [
        '-- **If `0`**: no job is held. Continue to [Verify 2].',
        '+- **If `0`**: no job is held. Continue to [Verify 1].',
        '-### Verify 2: The queue is moving (within 5 minutes)',
        '+### Verify 1: The queue is moving (within 5 minutes)',
        '-- The time at which [Verify 2] held.',
        '+- The time at which [Verify 1] held.',
        '-[Verify 2]: #verify-2-the-queue-is-moving-within-5-minutes',
        '+[Verify 1]: #verify-1-the-queue-is-moving-within-5-minutes'
      ],
      'checklist.md': [
        '-- [ ] [Verify 2]: jobs finish again. Count: `____` Time: `__:__`',
        '+- [ ] [Verify 1]: jobs finish again. Count: `____` Time: `__:__`',
        '-[Verify 2]: README.md#verify-2-the-queue-is-moving-within-5-minutes',
        '+[Verify 1]: README.md#verify-1-the-queue-is-moving-within-5-minutes'
      ]
    }
  ]
])
