import { testRule } from '../../support/test-rule.js'

testRule('runbook/vague-language', [
  [
    'a command stands with it',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          'Check the logs.\n\n```sql\nselect 1;\n```\n\n**Expected**: everything is fine.'
      }
    },
    []
  ],
  [
    'a place in inline code, a name, a link, an input',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          'Check the logs in `worker.log`. Look at the dashboard that Grafana has for jobs. ' +
          'Review the [settings](pack.json). Inspect the logs under $EVIDENCE_DIR.\n\n' +
          '**Expected**: none.'
      }
    },
    []
  ],
  [
    'words that only look alike',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          'The investigation is over; what was investigated is logged. The team settings ' +
          'apply. Fix the item.\n\n**Expected**: `0`'
      }
    },
    []
  ],
  [
    'a place in the sentence before',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving': 'The file is `worker.log`. Check the logs.\n\n**Expected**: `0`'
      }
    },
    [{ id: 'vague', file: 'README.md', at: '97:27-97:41', text: 'Check the logs', data: { words: 'Check the logs' } }]
  ],
  [
    'in prose, in fields, over a line break',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          'Look at the\nserver metrics, then investigate.\n\n**Action**: fix the issue.\n\n' +
          '**Expected**: Everything looks fine.'
      }
    },
    [
      {
        id: 'vague',
        file: 'README.md',
        at: '97:1-98:15',
        text: 'Look at the\nserver metrics',
        data: { words: 'Look at the server metrics' }
      },
      { id: 'vague', file: 'README.md', at: '98:22-98:33', text: 'investigate', data: { words: 'investigate' } },
      { id: 'vague', file: 'README.md', at: '100:13-100:26', text: 'fix the issue', data: { words: 'fix the issue' } },
      {
        id: 'vague',
        file: 'README.md',
        at: '102:15-102:36',
        text: 'Everything looks fine',
        data: { words: 'Everything looks fine' }
      }
    ]
  ],
  [
    'in a branch, in spite of the command before it',
    {
      files: {
        'README.md': (text) =>
          text.replace(
            'the query failed. **STOP: escalate**',
            'investigate, then inform the relevant team. **STOP: escalate**'
          )
      }
    },
    [
      { id: 'vague', file: 'README.md', at: '54:44-54:55', text: 'investigate', data: { words: 'investigate' } },
      {
        id: 'vague',
        file: 'README.md',
        at: '54:62-54:86',
        text: 'inform the relevant team',
        data: { words: 'inform the relevant team' }
      }
    ]
  ]
])
