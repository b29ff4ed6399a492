import { testRule } from '../../support/test-rule.js'

const order = (text: string) => ({
  files: {
    'README.md#rollback--escalation': `${text}\n\n**Escalate when**:\n\n- A step says so.\n\n**Contacts**:\n\n- On call: \`____________\``
  }
})
const second = (rollback: string, text: string) => (readme: string) =>
  readme
    .replace('## Verification', `### Action 2: Stop the worker (REVERSIBLE)\n\n${rollback}\n\n## Verification`)
    .replace('Roll back [Action 1] when the released jobs fail again.', text)

testRule('runbook/rollback-order', [
  ['each with its label', order('Roll back [Action 1] first.'), []],
  ['no label', order('Roll back the last action first.'), []],
  [
    'a number that is no label',
    order('Roll back Action 1 within 15 minutes, or after 5 % of the requests failed.'),
    []
  ],
  [
    'an action that is not there',
    order('Roll back Actions 3 (before a restart), then 1.'),
    [{ id: 'unknown', file: 'README.md', at: '106:19-106:20', text: '3', data: { action: 'Action 3' } }]
  ],
  [
    'an action that cannot be taken back',
    { files: { 'README.md': second('**Rollback**: none.', 'Roll back Action 2, then 1.') } },
    [{ id: 'no-way-back', file: 'README.md', at: '110:18-110:19', text: '2', data: { action: 'Action 2' } }]
  ],
  [
    'an action left out',
    { files: { 'README.md': second('**Rollback**: start it again.', 'Roll back Action 1.') } },
    [{ id: 'left-out', file: 'README.md', at: '110:18-110:19', text: '1', data: { actions: 'Action 2' } }]
  ],
  [
    'an action that stays, and says so',
    { files: { 'README.md': second('**Rollback**: start it again.', 'Roll back Action 1. Action 2 stays.') } },
    []
  ],
  [
    'an action that takes itself back',
    { files: { 'README.md': second('**Rollback**: the command does it itself.', 'Roll back Action 1.') } },
    []
  ]
])
