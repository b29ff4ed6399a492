import type { Patch } from '../../support/patch.js'
import { inStep } from '../../support/commands.js'
import { testRule } from '../../support/test-rule.js'

const VERIFY = 'README.md#verify-1-the-queue-is-moving-within-5-minutes'
const inVerify = (language: string, ...code: string[]): Patch => ({
  files: { [VERIFY]: `\`\`\`${language}\n${code.join('\n')}\n\`\`\`\n\n- **Otherwise**: **STOP: escalate**` }
})
const found = (at: string, wait: string) =>
  ({ id: 'long', file: 'README.md', at, text: wait, data: { wait, box: '5 minutes', of: 'Verify 1' } }) as const

testRule('command/waits-past-time-box', [
  [
    'each way to wait, in each unit',
    inVerify(
      'bash',
      'sleep 301',
      'sleep 6m; sleep 1h',
      'timeout 600 date',
      'timeout -k 5 10m date',
      'curl -sS --max-time 600 https://a',
      'curl -sS -m 301 https://a'
    ),
    [
      found('98:1-98:10', 'sleep 301'),
      found('99:1-99:9', 'sleep 6m'),
      found('99:11-99:19', 'sleep 1h'),
      found('100:1-100:12', 'timeout 600'),
      found('101:1-101:17', 'timeout -k 5 10m'),
      found('102:10-102:24', '--max-time 600'),
      found('103:10-103:16', '-m 301')
    ]
  ],
  ['in SQL', inVerify('sql', 'select pg_sleep(900);'), [found('98:8-98:21', 'pg_sleep(900)')]],
  [
    'what fits, what waits for something else, comments',
    inVerify(
      'bash',
      'sleep 300',
      'timeout 5m date',
      'sleep 0.5',
      '# sleep 900',
      'head -m 900',
      'sleep 90000ms',
      'sleep "$N"'
    ),
    []
  ],
  ['in a step without a time box, in a section without one', inStep('bash', 'sleep 900'), []]
])
