import { testRule } from '../../support/test-rule.js'

testRule('runbook/duplicate-step-id', [
  [
    'a former id of its own',
    { files: { 'README.md#verify-1-the-queue-is-moving': '<!-- formerly: the-queue-moves -->\n\n**Expected**: `1`' } },
    []
  ],
  [
    'two equal titles after the first',
    {
      files: {
        'README.md': (text) =>
          text
            .replace('Action 1: Release the held jobs', 'Action 1: Count what waits')
            .replace('Verify 1: The queue is moving', 'Verify 1: Count what waits')
      }
    },
    [
      {
        id: 'duplicate',
        file: 'README.md',
        at: '59:1-59:44',
        text: '### Action 1: Count what waits (REVERSIBLE)',
        data: { title: 'Count what waits', id: 'count-what-waits', line: '43' }
      },
      {
        id: 'duplicate',
        file: 'README.md',
        at: '95:1-95:50',
        text: '### Verify 1: Count what waits (within 5 minutes)',
        data: { title: 'Count what waits', id: 'count-what-waits', line: '43' }
      }
    ]
  ],
  [
    'a former id that another step has',
    { files: { 'README.md#verify-1-the-queue-is-moving': '<!-- formerly: count-what-waits -->\n\n**Expected**: `1`' } },
    [
      {
        id: 'former',
        file: 'README.md',
        at: '95:1-95:53',
        text: '### Verify 1: The queue is moving (within 5 minutes)',
        data: { title: 'The queue is moving', id: 'count-what-waits', line: '43' }
      }
    ]
  ]
])
