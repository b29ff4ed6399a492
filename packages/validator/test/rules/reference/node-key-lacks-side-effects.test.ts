import { testRule } from '../../support/test-rule.js'

testRule('reference/node-key-lacks-side-effects', [
  [
    'outside steps',
    { files: { 'README.md#post-incident-follow-ups': '- **Within 1 week**: use `node-safe-cron`.' } },
    []
  ],
  [
    'both fields',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Automated**: `next-a`\n\n**Side effects**: b.\n\n**Manual alternative**: c.'
      }
    },
    []
  ],
  [
    'neither, for two keys',
    { files: { 'README.md#verify-1-the-queue-is-moving': '**Automated**: `next-a` or `node-b`.' } },
    [
      {
        id: 'lacks',
        file: 'README.md',
        at: '97:16-97:24',
        text: '`next-a`',
        data: { key: 'next-a', fields: '`Side effects`, `Manual alternative`' }
      },
      {
        id: 'lacks',
        file: 'README.md',
        at: '97:28-97:36',
        text: '`node-b`',
        data: { key: 'node-b', fields: '`Side effects`, `Manual alternative`' }
      }
    ]
  ],
  [
    'no manual way',
    { files: { 'README.md#verify-1-the-queue-is-moving': '**Automated**: `next-a`\n\n**Side effects**: b.' } },
    [
      {
        id: 'lacks',
        file: 'README.md',
        at: '97:16-97:24',
        text: '`next-a`',
        data: { key: 'next-a', fields: '`Manual alternative`' }
      }
    ]
  ]
])
