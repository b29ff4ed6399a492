// A shell that is started by something else reads what that would have read: what comes there is code, and only a run can tell it.
import { describe, expect, test } from 'vitest'
import { classify, classifyAll } from './support/classify.js'

const FED: Readonly<Record<string, readonly string[]>> = {
  'sql: psql hands what a query gives to a program': [
    "select 'rm x' \\g |sh",
    "select 'rm x' \\g (format=unaligned) |bash -s",
    "\\o |sh\nselect 'rm x'",
    "\\o | sh -\nselect 'rm x'",
    "select 'rm x'\n\\w |sh",
    "select 'rm x' \\gx |sh",
    "select 'rm x' \\gx (format=csv) |sh",
    "select 'rm x' \\g |psql",
    "\\copy (select 'rm x') to program 'bash'",
    "\\copy (select 'x') to program 'node'",
    "\\copy (select 'x') to program 'psql'",
    "\\copy (select 'rm x') to program 'xargs rm'",
    "\\copy (select 'x') to program 'xargs -n1 echo | sh'",
    "\\copy (select 'x') to program 'source /dev/stdin'",
    "\\copy (select 'x') to program 'read x; $x'",
    '\\! sh'
  ],
  'bash: psql does': [
    "psql -c 'select 1' -c '\\o |sh' -c \"select 'rm x'\"",
    "psql <<'E'\nselect 'rm x' \\g |sh\nE",
    "psql <<'E'\nselect 1\n\\! sh\nE",
    "psql <<'E'\nselect 'rm x' \\gx |sh\nE",
    "psql -c '\\! sh' < f",
    "psql -c '\\! sh' <<< 'rm x'",
    "psql -X -c '\\copy (select 1) to program ''sh'''"
  ],
  'bash: text in text': [
    "echo x | bash -c 'sh'",
    "ls | bash -c 'bash -c sh'",
    'ls | eval sh',
    "ls | eval 'cat | sh'",
    'ls | timeout 5 bash -c sh',
    "ls | env bash -c 'sh -s'",
    "bash -c 'sh' < f",
    'bash -c \'sh\' <<< "$X"',
    "bash -c 'sh' <<< 'rm x'",
    "bash <<'E'\nsh\nrm x\nE",
    'ls | trap sh EXIT',
    'watch sh < f'
  ],
  'bash: what reads on': [
    'exec < f; sh',
    'exec 0< f; sh',
    "exec <<< 'rm x'; bash",
    'exec < <(echo rm x)\nsh -s',
    'cat f | find . -maxdepth 0 -exec sh \\;',
    'cat f | find . -execdir sh -s \\;',
    'cat f | xargs -a names -I{} sh'
  ],
  'bash: settings that a command before it wrote, or that name programs': [
    'mkdir -p "$EVIDENCE_DIR/r/.git"',
    'printf \'ref: x\\n\' > "$EVIDENCE_DIR/r/HEAD"',
    'd=$(mktemp -d); echo x > "$d/.git"',
    'cp a "$EVIDENCE_DIR/.git/config"',
    'd=$(mktemp -d); mkdir -p "$d/head"',
    'kubectl get pods --kubeconfig=/tmp/x',
    'kubectl --kubeconfig "$EVIDENCE_DIR/kc" get pods',
    'kubectl get pods --cache-dir /etc/x',
    'kubectl --cache-dir=/etc get pods',
    'kubectl get pods --profile=cpu --profile-output=/etc/x',
    'kubectl logs p --log-file=/etc/x',
    'docker --config "$EVIDENCE_DIR" ps',
    'docker --config=/tmp/x ps',
    'helm --kubeconfig x list',
    'curl -s --proto-default dict h:6379/flushall',
    'git --git-dir=/tmp/x log -p',
    'git --git-dir /tmp/x status'
  ],
  'bash: a copy of a query into a file': [
    'psql -c "\\copy (select 1) to \'/etc/x\'"',
    'psql -c "\\copy (select 1) to program \'sh\'"',
    'psql -c "\\copy t from \'$EVIDENCE_DIR/x\'"',
    'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/../../etc/x\'"',
    'psql -c "\\copy (select 1) to \'$OTHER/x\'"',
    'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR$X\'"',
    'EVIDENCE_DIR=/etc; psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/passwd\'"',
    'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/$(id > /tmp/x)\'"',
    'psql -c "\\copy (delete from t returning 1) to \'$EVIDENCE_DIR/x\'"',
    'psql -c "\\copy (select pg_terminate_backend(1)) to \'$EVIDENCE_DIR/x\'"',
    "psql -c \"\\copy (select '$X') to '$EVIDENCE_DIR/x'\"",
    'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/x\'\n delete from t"',
    'psql -c "\\copy (select 1) to \'${EVIDENCE_DIR:=/etc}/x\'"',
    'psql -c "\\copy (select 1) to \'${EVIDENCE_DIR}x\'"',
    'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/HEAD\'"'
  ]
}

describe.each(Object.entries(FED))('%s', (kind, codes) => {
  test.each(codes)('%s is not called read-only', (code) => {
    expect(classify(kind.split(':')[0] ?? kind, code).effect).not.toBe('read-only')
  })
})

describe('what the same forms only look with', () => {
  test.each([
    ['sql', 'select 1 \\g |cat'],
    ['sql', "\\copy (select 1) to program 'wc -l'"],
    ['sql', 'select 1 \\g |grep -c 1'],
    ['sql', '\\! date'],
    ['bash', "ls | bash -c 'wc -l'"],
    ['bash', "bash <<'E'\nuptime\nE"],
    ['bash', 'exec 3< f; cat <&3'],
    ['bash', 'exec 2>&1; uptime'],
    ['bash', 'cat f | find . -name x -exec grep -c y {} +'],
    ['bash', 'ls | xargs -I{} sh'],
    ['bash', 'kubectl --context prod get pods'],
    ['bash', 'git show HEAD > "$EVIDENCE_DIR/ahead.txt"'],
    ['bash', 'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/x.csv\'"'],
    ['bash', "psql -X -c \"\\copy (select id from orders where a = 'b') to '${EVIDENCE_DIR}/x.csv' with (format csv)\""]
  ])('%s: %s', (language, code) => {
    expect(classify(language, code)).toMatchObject({ effect: 'read-only', reasons: [] })
  })

  test('the folder of such a copy is one of the run, which the policy looks at', () => {
    expect(classify('bash', 'psql -c "\\copy (select 1) to \'$EVIDENCE_DIR/x.csv\'"').folders).toEqual(['EVIDENCE_DIR'])
  })
})

describe('a file that the runbook wrote is known by its text only while nothing else is done with it', () => {
  const written = 'cat > "$EVIDENCE_DIR/a.js" <<\'EOF\'\nconsole.log(1)\nEOF\n'
  const runs = 'node "$EVIDENCE_DIR/a.js"'

  test.each([
    'sed -i \'s/console.log(1)/require("fs").rmSync("x")/\' "$EVIDENCE_DIR/a.js"',
    'sed --in-place s/1/2/ "$EVIDENCE_DIR/a.js"',
    'sed -i s/1/2/ "${EVIDENCE_DIR}"/a.js',
    'uniq y "$EVIDENCE_DIR/a.js"',
    'xxd -r y "$EVIDENCE_DIR/a.js"',
    'cp /y/a.js "$EVIDENCE_DIR"',
    'cp /y/a.js "$EVIDENCE_DIR/"',
    'cp -t "$EVIDENCE_DIR" /y/a.js',
    'cp --target-directory="$EVIDENCE_DIR" /y/*',
    'tar -xf y -C "$EVIDENCE_DIR"',
    'f="$EVIDENCE_DIR/a.js"; sed -i s/1/2/ "$f"',
    'cd "$EVIDENCE_DIR"; sed -i s/1/2/ a.js',
    'cd "$EVIDENCE_DIR" && cp /y/a.js .',
    'echo "$X" > "$EVIDENCE_DIR/a.js"',
    'perl -pi -e s/1/2/ "$EVIDENCE_DIR/a.js"',
    'psql -c "select 1" -o "$EVIDENCE_DIR/a.js"',
    'truncate -s 0 "$EVIDENCE_DIR/a.js"; cat "$EVIDENCE_DIR/a.js"'
  ])('%s', (code) => {
    expect(classify('bash', `${written}${code}\n${runs}`).effect).not.toBe('read-only')
    const [, , last] = classifyAll([
      ['bash', written],
      ['bash', code],
      ['bash', runs]
    ])
    expect(last?.effect).not.toBe('read-only')
  })

  test.each([
    'cat "$EVIDENCE_DIR/a.js"',
    'mkdir -p "$EVIDENCE_DIR"',
    'test -s "$EVIDENCE_DIR/a.js"',
    'ls -l "$EVIDENCE_DIR"',
    'cp /y/b.txt "$EVIDENCE_DIR/b.txt"',
    'grep -c log "$EVIDENCE_DIR/a.js"'
  ])('%s leaves it as it is', (code) => {
    const all = classifyAll([
      ['bash', written],
      ['bash', code],
      ['bash', runs]
    ])
    expect(all.at(-1)?.effect).toBe('read-only')
  })
})
