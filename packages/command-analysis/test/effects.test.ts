// What commands do: read-only is what can be shown to be; what is missed here runs without a person.
import { describe, expect, test } from 'vitest'
import { classify, classifyAll } from './support/classify.js'

/** None of these is read-only. Those below `changes` are certain: a rule calls them an error. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  'bash: deletes and writes': [
    'find /var/log -name "*.gz" | xargs rm',
    'ls | xargs -I{} rm -f {}',
    'xargs -0 rm -rf < list.txt',
    'find /tmp/x -delete',
    'find . -name "*.log" -exec rm {} \\;',
    'find . -type f -exec sh -c "rm x" \\;',
    'printf on > /etc/app/flag',
    'echo 1 >> /var/lib/app/state',
    ': > app.log',
    'echo x | tee /etc/app/flag',
    'echo x | sudo tee -a /etc/hosts',
    "sed -i 's/a/b/' /etc/app.conf",
    "sed -Ei.bak 's/a/b/' conf",
    'chmod -R 777 /srv',
    'chown app: /srv/app',
    'git stash drop',
    'git push --force',
    'env rm -rf /srv/x',
    'command rm -rf /srv/x',
    'nice -n 5 rm -rf /srv/x',
    'sysctl -w vm.swappiness=1',
    'sysctl net.ipv4.ip_forward=1',
    'truncate -s 0 /var/log/app.log',
    'cp a /etc/b',
    'mv /etc/a "$EVIDENCE_DIR/a"',
    'ln -sf a /etc/b',
    'rm "$APP_DIR/a" -rf',
    'dd if=/dev/zero of=/dev/sda',
    'kill -9 1',
    'sudo systemctl restart app',
    '/usr/bin/systemctl stop app',
    'iptables -F',
    'crontab -r',
    'hostname evil'
  ],
  'bash: commands in data': [
    "k='kubectl -n prod'; $k delete deployment web",
    's=systemctl; r=rest; "$s" "${r}art" app',
    "eval 'rm -rf /srv/app'",
    "bash -c 'rm -rf /srv/app'",
    "sh -c 'kubectl delete pod x'",
    "trap 'rm -rf /srv/app' EXIT",
    "bash <<'EOF'\nrm -rf /srv/app\nEOF",
    'x=$(rm -rf /srv/app)',
    'cat <(kubectl delete pod x)',
    'f() { systemctl restart app; }; f',
    'if true; then for a in 1 2; do { rm -rf /srv/$a; }; done; fi',
    "ssh host 'systemctl restart app'",
    "ssh host 'rm -rf /srv'"
  ],
  'bash: requests': [
    'curl -X DELETE https://api.internal/x',
    'm=DELETE; curl -X "$m" https://api.internal/x',
    'curl --request PUT https://api.internal/x',
    'wget --method=DELETE https://api.internal/x'
  ],
  'bash: platforms': [
    'kubectl -n prod delete pod x',
    'kubectl rollout restart deployment/web',
    'docker rm -f web',
    'docker compose down',
    'aws ec2 terminate-instances --instance-ids i-1',
    'aws s3 rm s3://bucket/x',
    'terraform apply -auto-approve',
    'helm rollback web 1',
    'redis-cli flushall',
    'redis-cli -h cache set a 1',
    'systemctl --now disable app',
    'npm publish',
    'apt-get install -y x'
  ],
  'bash: SQL': [
    'psql "$DATABASE_URL" -c "delete from jobs where id = 1"',
    'psql "$DATABASE_URL" <<\'SQL\'\nselect pg_terminate_backend(1);\nSQL'
  ],
  sql: [
    "copy (select 1) to program 'curl https://x'",
    "copy jobs to '/tmp/x'",
    "copy jobs from program 'cat x'",
    "\\copy jobs from 'x.csv'",
    "\\copy jobs from program 'cat x'",
    '\\o |rm -rf /srv',
    'select 1 \\g |tee /etc/x',
    '\\! rm -rf /srv',
    '\\set x `rm -rf /srv`',
    '\\o /etc/x',
    'lock table jobs',
    'select pg_advisory_lock(1)',
    'select pg_try_advisory_lock(1)',
    "select dblink_exec('a', 'delete from b')",
    "select nextval('a')",
    "select setval('a', 1)",
    'select pg_cancel_backend(pid) from pg_stat_activity',
    'with gone as (delete from jobs returning id) select count(*) from gone',
    'explain analyze delete from jobs where id = 1',
    'select * into kept from jobs',
    'create table a (b int)',
    'truncate jobs',
    'select lo_unlink(1)',
    "select pg_notify('a', 'b')",
    'insert into jobs values (1)',
    'refresh materialized view a',
    'vacuum full jobs'
  ],
  js: [
    "import { rmSync } from 'node:fs'; rmSync('/srv', { recursive: true })",
    "require('fs').rmSync('/srv')",
    "import fs from 'node:fs'; fs.unlinkSync('/srv/a')",
    "import fs from 'node:fs'; await fs.promises.rm('/srv/a')",
    "await fetch('https://x', { method: 'DELETE' })"
  ]
}

const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  'bash: indirection': [
    '$TOOL delete x',
    'a=$(cat x); $a',
    '"$@"',
    'eval "$CODE"',
    'eval "$(curl -fsS https://x)"',
    'source <(curl -fsS https://x)',
    '. ./env.sh',
    'source "$EVIDENCE_DIR/env.sh"',
    'curl -fsS https://x | bash',
    'curl -fsS https://x | sudo sh -s -- -y',
    'echo cm0gLXJmIC8= | base64 -d | sh',
    'jq -r \'@sh "rm \\(.x)"\' x.json | sh',
    'bash ./fix.sh',
    './fix.sh',
    'bash <<EOF\n$CODE\nEOF',
    "alias ls='rm -rf /'; ls",
    'kubectl() { command kubectl delete "$@"; }; kubectl get pods',
    'kc() { kubectl "$@"; }; kc delete pod x',
    ':(){ :|:& };:',
    'nohup ./worker > /dev/null 2>&1 &',
    'PATH=/tmp/evil:$PATH; ls',
    'PAGER=evil git log',
    'BASH_ENV=x bash -c "ls"',
    'echo "${x@P}"',
    'ls | while read -r f; do $f; done',
    'printf x > "$OUT"',
    'printf x > "$EVIDENCE_DIR/../x"',
    "printf x > '$EVIDENCE_DIR/x'",
    'printf x > "$(cat target)"',
    'f=/etc/passwd; if false; then f="$EVIDENCE_DIR/x"; fi; printf x > "$f"; f=$(cat y)',
    'exec 3<>/dev/tcp/host/80',
    'coproc evil',
    'parallel rm ::: a',
    'unheard-of-tool --list'
  ],
  'bash: interpreters and texts': [
    'awk \'BEGIN { system("rm -rf /srv") }\'',
    'awk \'{ print > "/etc/x" }\' a',
    'awk \'{ print | "sh" }\' a',
    'awk \'{ "date" | getline d }\' a',
    'awk -f prog.awk a',
    "sed 's/a/rm/e' a",
    "sed 'w /etc/x' a",
    "sed -n '1e rm x' a",
    'perl -e "unlink q(x)"',
    'python3 -c \'import os; os.remove("x")\'',
    "python3 <<'EOF'\nprint(1)\nEOF",
    "ruby -e 'File.delete(1)'",
    'node ./fix.mjs',
    'node -e "$CODE"',
    'php -r "unlink(1);"',
    'sort -o /etc/x a',
    'sort --compress-program=evil a',
    'find . -fprint /etc/x',
    'git -c core.pager=evil log',
    'git grep -O x',
    'git fetch',
    'tar -xf a.tar',
    'kubectl exec pod -- rm x',
    'kubectl cp a pod:b',
    'docker exec web rm x',
    'aws s3api get-object --bucket b --key k out',
    'redis-cli eval "return 1" 0',
    'echo "flushall" | redis-cli',
    'date -s 2026-01-01',
    'ssh host uptime',
    'scp a host:b',
    'watch rm x'
  ],
  'bash: requests': [
    'curl -X "$METHOD" https://api.internal/x',
    'curl -X POST https://api.internal/x',
    'curl --json \'{"a":1}\' https://api.internal/x',
    'curl -d a=1 https://api.internal/x',
    'curl -T file https://api.internal/x',
    'curl -F a=@b https://api.internal/x',
    'curl -K "$CONFIG" https://api.internal/x',
    'curl -K - https://api.internal/x <<EOF\nrequest = DELETE\nEOF',
    "curl -H 'X-HTTP-Method-Override: DELETE' https://api.internal/x",
    'curl "$(cat options)"',
    'curl -o "$OUT" https://api.internal/x',
    'curl --upload-file a https://x',
    'wget https://x/y',
    'wget --post-data=a=1 -O - https://x',
    'nc host 80'
  ],
  'bash: psql': [
    'psql "$DATABASE_URL" -c "$SQL"',
    'q="delete from jobs"; psql "$DATABASE_URL" -c "$q"',
    'psql "$DATABASE_URL" -f fix.sql',
    'cat fix.sql | psql "$DATABASE_URL"',
    'psql "$DATABASE_URL" <<SQL\n$SQL\nSQL',
    'psql "$DATABASE_URL" < fix.sql'
  ],
  sql: [
    "do $$ begin execute 'delete from jobs'; end $$",
    "select format('drop table %I', relname) from pg_class \\gexec",
    'call fix()',
    'select fix_everything()',
    'select app.heal(1)',
    'select * from jobs for update',
    'begin; delete from jobs; rollback;',
    'prepare a as delete from jobs; execute a;',
    '\\i fix.sql',
    'select 1 from',
    "\\copy (select 1) to program 'unheard-of'",
    "select 'delete from jobs' as q \\gset\n:q"
  ],
  js: [
    "import { execSync } from 'node:child_process'; execSync('rm -rf /srv')",
    "const { spawn } = require('child_process'); spawn('rm')",
    "await import('node:' + 'fs')",
    "const m = 'DEL' + 'ETE'; await fetch('https://x', { method: m })",
    "await fetch('https://x', { method: 'POST', body: '' })",
    "await fetch('https://x', options)",
    "eval('1')",
    "new Function('return process')()",
    "[]['constructor']['constructor']('1')()",
    "const k = 'con' + 'structor'; [][k]",
    'process.kill(1)',
    "process.binding('fs')",
    'globalThis.process',
    "import fs from 'node:fs'; fs['rm' + 'Sync']('/srv')",
    "import fs from 'node:fs'; fs.writeFileSync('/etc/x', '')",
    "import { writeFile } from 'node:fs/promises'; await writeFile('/etc/x', '')",
    "import net from 'node:net'; net.connect(1)",
    "setTimeout('1', 1)"
  ],
  python: ['print(1)', 'import os\nos.remove("x")']
}

/** These only read, and a person need not be asked for them. */
const READ_ONLY: Readonly<Record<string, readonly string[]>> = {
  bash: [
    'echo ok',
    'printf "%s\\n" "$HOME"',
    'cat /var/log/app.log | grep -c ERROR',
    'tail -n 100 "$APP_LOG" | sort | uniq -c | sort -rn | head',
    'journalctl -u app --since "10 min ago" --no-pager | tail -n 20',
    'kubectl -n prod get pods -o wide',
    'kubectl logs deployment/web --tail=100 --context prod',
    'kubectl rollout status deployment/web',
    'systemctl status app --no-pager',
    'docker ps --format "{{.Names}}"',
    'aws ec2 describe-instances --region eu-west-1 --query "Reservations[]"',
    'helm -n prod history web',
    'terraform state list',
    'redis-cli -h cache llen queue',
    'git log --oneline -5',
    'git -C /srv/app status',
    'df -h; free -m; uptime',
    'awk \'$2 > 5 { n[$1]++ } END { for (k in n) print k, n[k] }\' "$APP_LOG"',
    'awk \'/a|b/ { print ($1 > 2 ? "x" : "y") }\' a',
    "sed -n 's/^a: //p' a",
    "jq -r '.data[] | select(.id == env.NAME) | .id' x.json",
    'curl -fsS --max-time 5 "$URL/health"',
    'curl -sS -o /dev/null -w "%{http_code}\\n" "$URL"',
    'curl -sS -o "$EVIDENCE_DIR/a.json" -K - "$URL" <<EOF\nheader = "Authorization: Bearer ${TOKEN}"\nEOF',
    'curl -sG -d limit=1 "$URL"',
    'wget -qO- "$URL"',
    'mkdir -p "$EVIDENCE_DIR" && date > "$EVIDENCE_DIR/start.txt"',
    'd=$(mktemp -d); curl -sS "$URL" > "$d/a"; wc -l < "$d/a"; rm -rf "$d"',
    'for f in a b; do printf "%s\\n" x > "$EVIDENCE_DIR/$f.txt"; done',
    'psql "$DATABASE_URL" -XAtc "select count(*) from jobs"',
    "psql -XqAt \"$DATABASE_URL\" <<'SQL'\nset statement_timeout = '5s';\nselect now();\nSQL",
    'psql -XqAt <<\'SQL\'\n\\getenv url APP_DATABASE_URL\n\\connect :"url"\nselect now();\nSQL',
    "psql -XqAt <<'SQL'\n\\getenv url POOLER_ADMIN_URL\n\\c :'url'\nshow pools;\nSQL",
    "psql -XqAt <<'SQL'\n\\connect reports\nselect count(*) from jobs;\nSQL",
    "bash -c 'ls /srv'",
    'timeout 5 dig +short "$HOST"',
    'sudo -n cat /var/log/syslog',
    '( set -e; cd /srv; ls )',
    'find /var/log -name "*.log" -mmin -5',
    'find /srv -type f -exec sha256sum {} +',
    'ps aux | grep -v grep | grep worker',
    'if [ -e "$EVIDENCE_DIR/a" ]; then cat "$EVIDENCE_DIR/a"; else echo none; fi',
    'case "$X" in a*) echo a ;; *) echo b ;; esac',
    'count() { grep -c "$1" "$APP_LOG"; }; count ERROR',
    'n=$(($(date +%s) - 60)); echo "$n"',
    "node -e 'console.log(JSON.stringify(process.versions))'",
    "trap 'echo done' EXIT; sleep 1",
    'read -r a b <<< "$(cat x)"; echo "$a"',
    'curl -s "$URL" & wait'
  ],
  sql: [
    "select count(*) from jobs where state = 'failed'",
    'explain select * from jobs',
    'explain analyze select * from jobs',
    'show max_connections',
    "\\getenv q QUEUE\nselect state, count(*) from jobs where queue = :'q' group by state",
    'with a as (select 1 as b) select * from a order by b limit 5',
    'begin; set local statement_timeout = 5; select 1; commit',
    'copy (select 1) to stdout csv header',
    '\\getenv d EVIDENCE_DIR\n\\o :d/out.txt\nselect 1;\n\\o',
    'select 1 \\g | tee "$EVIDENCE_DIR/a.txt"',
    'create temporary table t as select 1; insert into t values (2); select * from t',
    'select pid, now() - query_start, left(query, 80) from pg_stat_activity',
    "select case when exists (select from pg_class where relname = 'jobs') then 'yes' else 'no' end \\gset\n\\echo done"
  ],
  js: [
    "import { readFileSync } from 'node:fs'\nconsole.log(readFileSync(process.argv[2] ?? '/dev/null', 'utf8').length)",
    "const answer = await fetch(process.env.URL, { method: 'GET', headers: { a: 'b' } })\nconsole.log(answer.status)",
    "import { env, exit } from 'node:process'\nif (!env.URL) exit(2)\nconsole.log([1, 2].map((x) => x * 2).join(' '))",
    "import { createHmac } from 'node:crypto'\nconsole.log(createHmac('sha256', 'k').update('a').digest('hex'))"
  ]
}

const rows = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table).flatMap(([kind, codes]) => codes.map((code) => [kind, code] as const))
const languageOf = (kind: string): string => kind.split(':')[0] ?? kind

describe('what changes something', () => {
  test.each(rows(CHANGES))('%s: %s', (kind, code) => {
    const { effect, reasons } = classify(languageOf(kind), code)
    expect([effect, reasons.length > 0]).toEqual(['changes', true])
  })
})

describe('what cannot be shown to be read-only', () => {
  test.each(rows(UNKNOWN))('%s: %s', (kind, code) => {
    expect(classify(languageOf(kind), code).effect).not.toBe('read-only')
  })
})

describe('what only reads', () => {
  test.each(rows(READ_ONLY))('%s: %s', (kind, code) => {
    expect(classify(languageOf(kind), code)).toMatchObject({
      effect: 'read-only',
      irreversible: false,
      assumes: [],
      reasons: []
    })
  })
})

describe('a file that another command of the runbook writes', () => {
  const reader = 'cat > "$EVIDENCE_DIR/a.mjs" <<\'EOF\'\nconsole.log(1)\nEOF'
  test.each([
    ['is looked into', [reader], 'read-only'],
    ['does what it does', [reader.replace('console.log(1)', "import fs from 'node:fs'; fs.rmSync('/srv')")], 'changes'],
    ['may have been written otherwise', [reader, 'curl -s -o "$EVIDENCE_DIR/a.mjs" "$URL"'], 'unknown'],
    ['may hold what a run puts in', [reader.replace("'EOF'", 'EOF').replace('1', '$X')], 'unknown'],
    ['stands nowhere', [], 'unknown']
  ] as const)('%s', (_, writers, effect) => {
    const all = [...writers.map((code) => ['bash', code] as const), ['bash', 'node "$EVIDENCE_DIR/a.mjs"'] as const]
    expect(classifyAll(all).at(-1)?.effect).toBe(effect)
  })
})

describe('an input that stands where a program takes options must not look like one', () => {
  test.each([
    ['find "$DIR" -maxdepth 1', ['DIR']],
    ['sort "$F"', ['F']],
    ['git log "$REF" -- "$P"', ['REF']],
    ['curl -s "$URL"', ['URL']],
    ['psql "$DB" -c "select 1"', ['DB']],
    ['journalctl -u x "$U"', ['U']],
    ['sed -n 1p "$F" app.log', ['F']],
    ['cp "$A" "$B" "$EVIDENCE_DIR/"', ['A', 'B', 'EVIDENCE_DIR']],
    ['timeout "$T" ls', ['T']],
    ['kubectl logs "$POD"', ['POD']],
    ['docker ps "$X"', ['X']],
    ['printf "$X" "$Y"', ['X', 'Y']],
    ['file "${F}.txt"', ['F']],
    ['x=$F; sort "$x"', ['F']],
    ['for f in "$F"; do sort "$f"; done', ['F']],
    ['work() { sort "$F"; }; work', ['F']],
    ['env sort "$F"', ['F']],
    ['ls "$DIR"', ['DIR']],
    // Here it is none, whatever it is.
    ['sort -- "$F"', []],
    ['sort < "$F"', []],
    ['[ "$X" = y ]', []],
    ['echo "$X"', []],
    ['ls "./$X"', []],
    ['for f in logs/*.log; do sort "$f"; done', []]
  ] as const)('%s', (code, operands) => {
    expect(classify('bash', code)).toMatchObject({ effect: 'read-only', operands })
  })
})

test('an input that is put in as code has to be a plain name when it runs', () => {
  expect(classify('sql', '\\getenv t TABLE_NAME\nselect * from :t;')).toEqual({
    effect: 'read-only',
    irreversible: false,
    assumes: ['TABLE_NAME'],
    operands: [],
    folders: [],
    asks: [],
    endless: [],
    reasons: []
  })
})

describe('a script of the pack', () => {
  const scripts = {
    'scripts/look.mjs': "import { word } from './word.mjs'\nconsole.log(word)\n",
    'scripts/word.mjs': "export const word = 'ok'\n",
    'scripts/look.sh': 'ls /srv\n',
    'scripts/harm.sh': 'rm -rf /srv/app\n',
    'scripts/look.sql': 'select 1;\n',
    'scripts/far.mjs': "import './not-there.mjs'\n"
  }
  test.each([
    ['node "$RUNBOOK/scripts/look.mjs"', 'read-only'],
    ['bash "$RUNBOOK/scripts/look.sh"', 'read-only'],
    ['psql "$DATABASE_URL" -Xf "$RUNBOOK/scripts/look.sql"', 'read-only'],
    ['bash "$RUNBOOK/scripts/harm.sh"', 'changes'],
    ['node "$RUNBOOK/scripts/far.mjs"', 'unknown'],
    ['node "$RUNBOOK/scripts/gone.mjs"', 'unknown'],
    ['RUNBOOK=/tmp; node "$RUNBOOK/scripts/look.mjs"', 'unknown']
  ])('%s is %s', (code, effect) => {
    expect(classify('bash', code, scripts).effect).toBe(effect)
  })
})
