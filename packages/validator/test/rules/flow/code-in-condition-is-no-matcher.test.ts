import { testRule } from '../../support/test-rule.js'

const branch = (condition: string) => ({
  files: { 'README.md': (text: string) => text.replace('**If `0`**', `**If ${condition}**`) }
})

testRule('flow/code-in-condition-is-no-matcher', [
  [
    'words and a key',
    branch('`no jobs` or `node-safe-cron-execution`'),
    [
      {
        id: 'no-matcher',
        file: 'README.md',
        at: '52:8-52:17',
        text: '`no jobs`',
        data: { code: 'no jobs', branch: 'If no jobs or node-safe-cron-execution' }
      },
      {
        id: 'no-matcher',
        file: 'README.md',
        at: '52:21-52:47',
        text: '`node-safe-cron-execution`',
        data: { code: 'node-safe-cron-execution', branch: 'If no jobs or node-safe-cron-execution' }
      }
    ]
  ],
  [
    'an empty expression',
    branch('`//`'),
    [{ id: 'no-matcher', file: 'README.md', at: '52:8-52:12', text: '`//`', data: { code: '//', branch: 'If //' } }]
  ],
  ['matchers, and one that cannot be read', branch('`0` or `exit 300`'), []],
  [
    'code after the condition',
    { files: { 'README.md': (text) => text.replace('no job is held', '`no job` is held') } },
    []
  ]
])
