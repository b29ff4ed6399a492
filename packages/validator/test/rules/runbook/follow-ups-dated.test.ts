import { testRule } from '../../support/test-rule.js'

testRule('runbook/follow-ups-dated', [
  [
    'other forms of time',
    { files: { 'README.md#post-incident-follow-ups': '- **After 1 week:** ask.\n- **Within 3 days**: fix.' } },
    []
  ],
  [
    'no list',
    { files: { 'README.md#post-incident-follow-ups': 'Find out why.' } },
    [
      {
        id: 'none',
        file: 'README.md',
        at: '122:1-122:28',
        text: '## Post-incident follow-ups',
        data: { section: 'Post-incident follow-ups' }
      }
    ]
  ],
  [
    'no time, and a time that is not bold',
    {
      files: {
        'README.md#post-incident-follow-ups': '- **Within 3 days**: fix.\n- Find out\n  why.\n- Within 1 week: ask.'
      }
    },
    [
      {
        id: 'undated',
        file: 'README.md',
        at: '125:1-126:7',
        text: '- Find out\n  why.',
        data: { text: 'Find out why.' }
      },
      {
        id: 'undated',
        file: 'README.md',
        at: '127:1-127:22',
        text: '- Within 1 week: ask.',
        data: { text: 'Within 1 week: ask.' }
      }
    ]
  ]
])
