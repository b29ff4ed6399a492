// A shell that is started by something else reads what that would have read: what comes there is code, and only a run can tell it.
import { describe, expect, test } from 'vitest'
import { classify } from './support/classify.js'

const FED: Readonly<Record<string, readonly string[]>> = {
  'sql: psql hands what a query gives to a program': [
    "select 'rm x' \\g |sh",
    "select 'rm x' \\g (format=unaligned) |bash -s",
    "\\o |sh\nselect 'rm x'",
    "\\o | sh -\nselect 'rm x'",
    "select 'rm x'\n\\w |sh",
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
    'helm --kubeconfig x list'
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
