import type { Patch } from '../../support/patch.js'
import { testRule } from '../../support/test-rule.js'

const FENCE = '```'
const STEP = 'README.md#step-1-count-what-waits'

/** A step with one block, and branches that wait for what it prints. */
function branched(code: string, matcher: string, language = 'bash'): Patch {
  const branches = `- **If \`${matcher}\`**: it fails. **STOP: escalate**\n- **Otherwise**: **STOP: escalate**`
  return { files: { [STEP]: `${FENCE}${language}\n${code}\n${FENCE}\n\n${branches}` } }
}

/** A step that runs a script of the pack. */
function scripted(path: string, code: string): Patch {
  const { files } = branched(
    path.endsWith('.sql') ? `psql -XqAt -v ON_ERROR_STOP=1 -f "$RUNBOOK/${path}"` : `bash "$RUNBOOK/${path}"`,
    'dependency'
  )
  return { files: { ...files, [path]: `${code}\n` } }
}

const number = (found: string, at: string) => [{ id: 'number', file: 'README.md', at, data: { number: found } }]
const oneLine = (pattern: string, at: string) => [{ id: 'one-line', file: 'README.md', at, data: { pattern } }]

testRule('command/stray-line-decides', [
  ['a status alone', branched(`grep -cE '502' "$APP_LOG"`, '> 5'), number('502', '46:1-46:26')],
  [
    'one alternative of several',
    branched(`grep -cE 'ECONN|\\b50[0-4]\\b' app.log`, '> 5'),
    number('50[0-4]', '46:1-46:37')
  ],
  ['in a group', branched(`grep -cE '(429|50(0|2))' /var/log/app`, '> 5'), number('429', '46:1-46:38')],
  ['an SQLSTATE of digits', branched('journalctl -u app | grep -c 23502', '> 5'), number('23502', '46:21-46:34')],
  [
    'in a basic expression',
    branched(`kubectl logs app | grep -c 'timeout\\|504'`, '> 5'),
    number('504', '46:20-46:42')
  ],
  ['any digits of three', branched(`grep -cE '5..|reset' app.log`, '> 5'), number('5..', '46:1-46:29')],
  [
    'by a function of a script',
    scripted(
      'scripts/log.sh',
      `count() { grep -cE "$1" "$APP_LOG"; }\n[ "$(count '42501')" -gt 2 ] && printf 'dependency\\n'`
    ),
    number('42501', '46:1-46:31')
  ],
  [
    'in a query',
    branched(
      String.raw`select case when max(message) ~ '\m(429|50[0-4])\M' then 'dependency' end from jobs;`,
      'dependency',
      'sql'
    ),
    number('429', '45:1-47:4')
  ],
  ['in a matcher', branched('cat app.txt', '/refused|503/'), number('503', '49:8-49:23')],
  [
    'one line of a log',
    branched(`grep -q ECONNRESET "$APP_LOG" && printf 'down\\n'`, 'down'),
    oneLine('ECONNRESET', '46:1-46:30')
  ],
  ['any count of lines', branched('docker logs app | grep -c ECONNRESET', '> 0'), oneLine('ECONNRESET', '46:19-46:37')],
  ['a status of grep', branched('tail -n 500 app.log | grep refused', 'exit 0'), oneLine('refused', '46:23-46:35')],
  [
    'any count in a script',
    scripted(
      'scripts/log.sh',
      `n=$(grep -c ECONNRESET "$APP_LOG")\nif [ "$n" -gt 0 ]; then printf 'dependency\\n'; fi`
    ),
    oneLine('ECONNRESET', '46:1-46:31')
  ],
  ['beside a word', branched(`grep -cE '(status|code)[^0-9]{1,4}50[0-4]' app.log`, '> 2'), []],
  ['a code with letters', branched(`grep -cE '57P0[1-3]|EPIPE' app.log`, '> 2'), []],
  ['a whole line', branched(`curl -sS --max-time 5 "$STATUS_URL" | grep -qE '^2..$' && printf 'up\\n'`, 'up'), []],
  ['a file that is no log', branched('grep -c 502 "$EVIDENCE_DIR/catalog.txt"', '> 0'), []],
  [
    'nothing that a branch waits for',
    { files: { [STEP]: `${FENCE}bash\ngrep 502 app.log\n${FENCE}\n\n- **If you see many**: **STOP: escalate**` } },
    []
  ],
  ['a column of its own', branched(`select 1 from jobs where status ~ '^50[0-4]$';`, '1', 'sql'), []]
])
