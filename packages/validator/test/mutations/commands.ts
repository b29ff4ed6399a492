import { line, lines, mutationsOf, type Change, type Plant } from './mutation.ts'

/** In pieces, so that nobody who looks for leaked keys finds one here. */
const LEAKED = ['sk', 'live', '51H7pQ2eZvKYlo2C8mXw4nRtBdFgJs'].join('_')

/** Puts a fence above the first one of a step whose heading looks like this; the finding lies on one of its lines. */
const fence = (heading: RegExp, language: string, code: readonly string[], shows = 1): Plant =>
  lines(({ steps }) => {
    const first = steps.find(({ text }) => heading.test(text))?.fences[0]
    return first
      ? { at: first.start, insert: [`\`\`\`${language}`, ...code, '```', ''], shows: first.start + shows }
      : null
  })

/** Puts a command of one line above all others of the first diagnosis step. */
const command = (code: string) => fence(/^### Step 1/, 'bash', [code])

/** Prints the first input that pack.json says is a secret. */
const printed = (print: (name: string) => string): Plant =>
  lines(({ steps }, { files }): Change | null => {
    const name = /"name": "(\w+)"[^{}]*"secret": true/.exec(files['pack.json'] ?? '')?.[1]
    const first = steps.find(({ word }) => word === 'Step')?.fences[0]
    return name !== undefined && first
      ? { at: first.start, insert: ['```bash', print(name), '```', ''], shows: first.start + 1 }
      : null
  })

/** The first line within the last fence above a line. */
function codeAbove(all: readonly string[], at: number): string {
  const fences = [...all.slice(0, at).entries()].filter(([, text]) => text.startsWith('```'))
  return all[(fences.at(-2)?.[0] ?? 0) + 1] ?? ''
}

/** Puts a pipe at the end of a block whose status a branch waits for. */
const piped = lines(({ lines: all }) => {
  for (const [index, text] of all.entries()) {
    const status = /^- \*\*If `exit (\d+)`/.exec(text)?.[1] ?? '0'
    const close = all.lastIndexOf('```', index)
    const open = all.findLastIndex((one, at) => at < close && one.startsWith('```'))
    const between = all.slice(close, index).some((one) => /^#|^\*\*(Verification|Rollback)/.test(one))
    const code = all.slice(open, close).join('\n')
    if (
      Number(status) < 3 ||
      all[open] !== '```bash' ||
      between ||
      /pipefail|PIPESTATUS|\b(exit|return)\b(?! *\d)|set -\w*e/.test(code)
    )
      continue
    if (!new RegExp(`\\bexit ${status}\\b`).test(code))
      return { at: close, insert: ['uptime | tail -n 1'], shows: close }
  }
  return null
})

/** Puts a look into a log before the word for which a branch waits. */
const strayLine = lines(({ lines: all }) => {
  for (const [index, text] of all.entries()) {
    const word = /^- \*\*If `([a-z-]+)`/.exec(text)?.[1]
    const close = all.lastIndexOf('```', index)
    const open = all.findLastIndex((one, at) => at < close && one.startsWith('```'))
    const between = all.slice(close, index).some((one) => /^#|^\*\*(Verification|Rollback)/.test(one))
    if (word === undefined || all[open] !== '```bash' || between) continue
    return { at: close, insert: [`grep -q ECONNRESET app.log && printf '${word}\\n'`], shows: close }
  }
  return null
})

/** Faults in what people paste into a terminal. */
export const commandMutations = [
  ...mutationsOf('README.md', [
    [
      'command/tool-version-unasked',
      'a tool looked for, whatever its version',
      fence(/^### Check 1/, 'bash', ['command -v bash'])
    ],
    [
      'command/exit-code-read-as-one-cause',
      'a status of psql that leads to another runbook',
      lines(({ lines: all }) => {
        const at = all.findIndex(
          (text, index) => text.startsWith('- **If `exit 2`') && codeAbove(all, index).startsWith('psql ')
        )
        if (at === -1) return null
        const insert = [
          '- **If `exit 2`**: it is an outage. **STOP: wrong runbook**, use `@keys/runbook-partial-outage`.'
        ]
        return { at, remove: 1, insert }
      })
    ],
    ['command/prints-secret', 'a secret echoed', printed((name) => `echo "$${name}"`)],
    ['command/prints-secret', 'a secret in a trace', printed((name) => `printf 'key: %s\\n' "\${${name}}"`)],
    ['command/secret-literal', 'a key in the text', command(`printf '%s\\n' ${LEAKED}`)],
    ['command/unsafe-to-paste', 'set -e', command('set -e')],
    ['command/unsafe-to-paste', 'a bare exit', command('[ -d / ] || exit 1')],
    ['command/undeclared-tool', 'a tool that nobody declared', command('terraform version')],
    ['command/undeclared-input', 'an input that nobody declared', command(`printf '%s\\n' "$WEATHER_URL"`)],
    [
      'command/angle-placeholder',
      'a blank in angle brackets',
      command("curl -sS --max-time 5 'https://<your-host>/health'")
    ],
    ['command/word-placeholder', 'a word to be replaced', command("curl -sS --max-time 5 'https://YOUR_HOST/health'")],
    ['command/asks-a-person', 'a question at the terminal', command('read -r answer')],
    ['command/asks-a-person', 'a password that is asked for', command('sudo date')],
    ['command/secret-in-arguments', 'a secret for all to see', printed((name) => `base64 "$${name}"`)],
    [
      'command/variable-not-expanded',
      'an input in single quotes',
      command("curl -sS --max-time 5 'http://127.0.0.1:9090/$EVIDENCE_DIR'")
    ],
    ['command/status-lost', 'a pipe at the end of what a branch waits for', piped],
    ['command/stray-line-decides', 'one line of a log decides', strayLine],
    ['command/prints-secret', 'a trace', printed((name) => `(set -x; true "$${name}")`)],
    ['command/prints-secret', 'a secret in other letters', printed((name) => `printf '%s' "$${name}" | base64`)],
    ['command/secret-literal', 'a password in the text', command('PGPASSWORD=Sup3rS3cret date')],
    ['command/check-turned-off', 'a certificate unchecked', command('curl -k -sS --max-time 5 http://127.0.0.1:9090')],
    [
      'command/waits-past-time-box',
      'a wait longer than the section may take',
      fence(/^### Check 1/, 'bash', ['sleep 5000'])
    ],
    [
      'command/evidence-open-to-others',
      'a mask that lets others read',
      command('(umask 022; date > "$EVIDENCE_DIR/a")')
    ],
    ['command/unquoted-variable', 'a test of a variable without quotes', command('[ -n $EVIDENCE_DIR ]')],
    [
      'command/address-literal',
      'an address of one installation',
      command('curl -sS --max-time 5 http://10.1.2.3:9090')
    ],
    ['command/prompt-sign', 'a prompt sign', command('$ date')],
    ['command/example-domain', 'a domain of examples', command('curl -sS --max-time 5 https://api.example.com/health')],
    ['command/swallows-failure', 'a failure swallowed', command('date || true')],
    ['command/no-time-limit', 'a request without a time limit', command('curl -sS http://127.0.0.1:9090/health')],
    ['command/read-before-written', 'a file that no step wrote', command('cat "$EVIDENCE_DIR/never-written.txt"')],
    [
      'command/destructive-without-irreversible',
      'rm -rf in an action that can be taken back',
      fence(/^### Action \d+: .*\(REVERSIBLE\)/, 'bash', ['rm -rf "$EVIDENCE_DIR"'])
    ],
    [
      'command/mutates-in-read-only-section',
      'DELETE without WHERE in a diagnosis',
      fence(/^### Step 1/, 'sql', ["set statement_timeout = '5s';", 'delete from accounts;'], 2)
    ],
    [
      'command/policy-opens-everything',
      'a policy that opens everything',
      fence(/^### Action/, 'sql', ["set statement_timeout = '5s';", 'create policy open on accounts using (true);'], 2)
    ],
    ['command/script-missing', 'a script that is not there', command('bash "$RUNBOOK/scripts/not-there.sh"')],
    ['command/syntax', 'bash that is none', command('if true; fi')],
    ['command/syntax', 'SQL that is none', fence(/^### Step 1/, 'sql', ['select from where 1;'])],
    ['command/syntax', 'JavaScript that is none', fence(/^### Step 1/, 'js', ['const = 1'])],
    ['command/language-missing', 'a fence without a language', fence(/^### Step 1/, '', ['date'], 0)],
    ['command/unknown-shell', 'a fence of another shell', fence(/^### Step 1/, 'zsh', ['date'], 0)]
  ]),
  ...mutationsOf('pack.json', [
    [
      'command/unused-input',
      'an input that no command uses',
      line(
        /^ {2}"inputs": \[$/,
        (text) => `${text}\n    { "name": "WEATHER_URL", "description": "Where the weather is." },`,
        1
      )
    ]
  ])
]
