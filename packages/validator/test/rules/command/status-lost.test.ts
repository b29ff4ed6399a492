import { inStep } from '../../support/commands.js'
import type { Patch } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

/** A step with one block, and a branch that waits for a status. */
function branched(code: string, status: string, before = '', scripts: Readonly<Record<string, string>> = {}): Patch {
  const branch = `${before}- **If \`exit ${status}\`**: it refuses. **STOP: escalate**\n- **Otherwise**: **STOP: escalate**`
  return { files: { 'README.md#step-1-count-what-waits': `\`\`\`bash\n${code}\n\`\`\`\n\n${branch}`, ...scripts } }
}

/** A step whose branches wait for words. */
function words(code: string, scripts: Readonly<Record<string, string>> = {}): Patch {
  const branch = '- **If `many`**: it is. **STOP: escalate**\n- **Otherwise**: **STOP: escalate**'
  return { files: { 'README.md#step-1-count-what-waits': `\`\`\`bash\n${code}\n\`\`\`\n\n${branch}`, ...scripts } }
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
  [
    'a failure that looks like an empty answer',
    words(`awk '{ n++ } END { print (n > 3 ? "many" : "few") }' "$EVIDENCE_DIR/a.txt" | tee b`),
    [{ id: 'empty', file: 'README.md', at: '46:1-46:83', data: { name: 'awk' } }]
  ],
  [
    'behind what holds, in the script that the block runs last',
    words('bash "$RUNBOOK/scripts/count.sh"', {
      'scripts/count.sh': 'umask 077\ndate > a || exit\njq -r .state a | tee b\n'
    }),
    [{ id: 'empty', file: 'README.md', at: '46:1-46:33', data: { name: 'jq' } }]
  ],
  [
    'behind a script that ends with it',
    branched('bash "$RUNBOOK/scripts/count.sh"\nuptime | tail -n 1', '22', '', {
      'scripts/count.sh': 'umask 077\ndate > a || exit 22\n'
    }),
    [{ id: 'lost', file: 'README.md', at: '47:1-47:19', data: { name: 'uptime', branch: 'exit 22' } }]
  ],
  [
    'in a script that says it before',
    branched('bash "$RUNBOOK/scripts/count.sh"', '22', '', {
      'scripts/count.sh': 'umask 077\ndate > a || exit 22\nuptime | tail -n 1\n'
    }),
    []
  ],
  [
    'a query whose server is gone',
    words('psql -XqAtc "select 1" | tail -n 1'),
    [{ id: 'empty', file: 'README.md', at: '46:1-46:35', data: { name: 'psql' } }]
  ],
  [
    'a script that keeps it',
    words('bash "$RUNBOOK/scripts/count.sh"', { 'scripts/count.sh': 'set -o pipefail\njq -r .state a | tee b\n' }),
    []
  ],
  ['a branch for nothing', branched('jq -r .state a | tee b', '1', '- **If `empty`**: none. **STOP: escalate**\n'), []],
  ['the last program makes a word of it', words(`cat a | awk '{ n++ } END { print (n ? "some" : "none") }'`), []],
  ['the shell keeps it', branched('set -o pipefail\ncurl "$STATUS_URL" | tail -n 1', '22'), []],
  ['the last program answers', branched('curl "$STATUS_URL" | grep -q a', '22'), []],
  ['it is said in the block', branched('[ -e a ] || exit 22\nuptime | tail -n 1', '22'), []],
  ['it is handed on', branched('psql -f a || exit\nuptime | tee a', '3'), []],
  ['nothing can fail', branched("printf 'a\\n' | tee a", '3'), []],
  ['any program may end with it', branched('uptime | tee a', '1'), []],
  ['no branch waits', inStep('bash', 'date | tail -n 1'), []]
])
