import { testRule } from '../../support/test-rule.js'

testRule('reference/jupyter-key-lacks-input-output', [
  ['outside steps', { files: { 'README.md#evidence--audit-notes': '- The report of `jupyter-queue-analysis`.' } }, []],
  [
    'all three fields',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Key**: `jupyter-queue-analysis`\n\n**Input**: a.\n\n**Output**: b.\n\n' +
          '**Manual alternative**: c.\n\n**Expected**: d.'
      }
    },
    []
  ],
  ['a Node key', { files: { 'README.md#verify-1-the-queue-is-moving': '**Key**: `node-a`\n\n**Expected**: d.' } }, []],
  [
    'none of them, told once',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving':
          '**Key**: `jupyter-queue-analysis`\n\n**Expected**: what `jupyter-queue-analysis` says.'
      }
    },
    [
      {
        id: 'lacks',
        file: 'README.md',
        at: '97:10-97:34',
        text: '`jupyter-queue-analysis`',
        data: { key: 'jupyter-queue-analysis', fields: '`Input`, `Output`, `Manual alternative`' }
      }
    ]
  ],
  [
    'one of them missing',
    {
      files: {
        'README.md#verify-1-the-queue-is-moving': '**Key**: `jupyter-queue-analysis`\n\n**Input**: a.\n\n**Output**: b.'
      }
    },
    [
      {
        id: 'lacks',
        file: 'README.md',
        at: '97:10-97:34',
        text: '`jupyter-queue-analysis`',
        data: { key: 'jupyter-queue-analysis', fields: '`Manual alternative`' }
      }
    ]
  ]
])
