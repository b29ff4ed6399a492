import { inStep } from '../../support/commands.js'
import type { Patch } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

/** A step with one block, and a branch that waits for a status. */
function branched(code: string, status: string): Patch {
  const branch = `- **If \`exit ${status}\`**: it refuses. **STOP: escalate**\n- **Otherwise**: **STOP: escalate**`
  return { files: { 'README.md#step-1-count-what-waits': `\`\`\`bash\n${code}\n\`\`\`\n\n${branch}` } }
}

testRule('command/status-lost', [
  [
    'a pipe before the branch',
    branched('curl -sS --max-time 5 "$STATUS_URL" | tail -n 1', '22'),
    [
      {
        id: 'lost',
        file: 'README.md',
        at: '46:1-46:48',
        text: 'curl -sS --max-time 5 "$STATUS_URL" | tail -n 1',
        data: { name: 'curl', branch: 'exit 22' }
      }
    ]
  ],
  [
    'in a shell of its own, behind what holds',
    branched('(\n  umask 077\n  date && curl -sS --max-time 5 "$STATUS_URL" | tee a\n)', '28'),
    [{ id: 'lost', file: 'README.md', at: '48:11-48:54', data: { name: 'curl', branch: 'exit 28' } }]
  ],
  ['the shell keeps it', branched('set -o pipefail\ncurl "$STATUS_URL" | tail -n 1', '22'), []],
  ['the last program answers', branched('curl "$STATUS_URL" | grep -q a', '22'), []],
  ['it is said in the block', branched('[ -e a ] || exit 22\nuptime | tail -n 1', '22'), []],
  ['it is handed on', branched('psql -f a || exit\nuptime | tee a', '3'), []],
  ['nothing can fail', branched("printf 'a\\n' | tee a", '3'), []],
  ['any program may end with it', branched('uptime | tee a', '1'), []],
  ['no branch waits', inStep('bash', 'date | tail -n 1'), []]
])
