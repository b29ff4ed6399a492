import { parseRunbook } from '@keys/parser'
import { describe, expect, it } from 'vitest'
import { createAnalyzer, exposuresIn } from '../src/index.js'
import { seenIn } from './support/seen-in.js'

const analyzer = await createAnalyzer()

const VALUE = 'printed API_TOKEN'
const ALL = 'printed all'
const FOREIGN = 'printed foreign'
const TRACED = 'traced API_TOKEN'
const KEPT = 'kept API_TOKEN'

describe('a secret that can be seen', () => {
  it.each<[code: string, ...seen: string[]]>([
    // Traces.
    [`bash -x -c 'curl "$U?k=$API_TOKEN"'`, 'argument API_TOKEN', TRACED],
    [`bash -xc 'test "$API_TOKEN" = a'`, TRACED],
    [`bash -o xtrace -c 'true "$API_TOKEN"'`, TRACED],
    ['(set -o xtrace; : "$API_TOKEN")', TRACED],
    ['(set -ex\ncurl -H "Authorization: $API_TOKEN" "$U")', TRACED],
    ['(set -x; x=$API_TOKEN)', TRACED],
    ['(set -x; [ -n "$API_TOKEN" ])', TRACED],
    ['(set -x; f() { test "$1"; }; f "$API_TOKEN")', TRACED],
    ['bash -x <<\'EOF\'\ntest "$API_TOKEN"\nEOF', TRACED],
    // All of the environment.
    ['env -0', ALL],
    ['env -u HOME', ALL],
    ['timeout 5 env', ALL],
    ['declare -p', ALL],
    ['declare -x', ALL],
    ['set', ALL],
    ['cat /proc/self/environ', ALL],
    ["tr '\\0' '\\n' < /proc/$$/environ", ALL],
    ["xargs -0 -n 1 < /proc/1/environ | grep -v '^PATH='", ALL],
    ['strings /proc/"$pid"/environ', ALL],
    ['ps eww $$', ALL],
    ['ps auxe', ALL],
    ['jq -n env', ALL],
    [`jq -n '$ENV'`, ALL],
    [`jq -n 'env | to_entries[] | .value'`, ALL],
    [`node -e 'console.error(Object.values(process.env))'`, ALL],
    ['node -p process.env', ALL],
    [`python3 -c 'import os; print(dict(os.environ))'`, ALL],
    [`python3 -c 'import os\nfor k, v in os.environ.items():\n  print(k, v)'`, ALL],
    [`perl -e 'print "$_=$ENV{$_}\\n" for keys %ENV'`, ALL],
    [`ruby -e 'puts ENV.to_h'`, ALL],
    [`awk 'BEGIN{for (k in ENVIRON) print k, ENVIRON[k]}'`, ALL],
    [`sh -c env`, ALL],
    [`env | base64`, ALL],
    ['x=$(env); echo "$x"', ALL],
    ['env > "$EVIDENCE_DIR/env.txt"', 'kept all'],
    // One variable of it.
    ['declare -p API_TOKEN', VALUE],
    ['printenv API_TOKEN | rev', VALUE],
    ["env | grep '^API_TOKEN='", ALL],
    [`jq -n 'env.API_TOKEN'`, VALUE],
    [`jq -rn '$ENV["API_TOKEN"]'`, VALUE],
    ['node -p process.env.API_TOKEN', VALUE],
    ['node -pe "process.env.API_TOKEN.slice(0, 4)"', VALUE],
    [`node -e 'process.stdout.write(Buffer.from(process.env.API_TOKEN).toString("base64"))'`, VALUE],
    [`python3 -c 'import os; print(os.environ["API_TOKEN"])'`, VALUE],
    [`python3 -c 'import os; t = os.getenv("API_TOKEN"); print(t[:4])'`, VALUE],
    [`python3 - <<'PY'\nimport os, sys\nsys.stderr.write(os.environ.get('API_TOKEN', ''))\nPY`, VALUE],
    [`perl -e 'print $ENV{API_TOKEN}'`, VALUE],
    [`ruby -e 'puts ENV["API_TOKEN"]'`, VALUE],
    [`ruby -e 'p ENV.fetch("API_TOKEN")'`, VALUE],
    [`php -r 'echo getenv("API_TOKEN");'`, VALUE],
    [`awk 'BEGIN{print ENVIRON["API_TOKEN"]}'`, VALUE],
    // Parts, and other letters.
    ['echo "${API_TOKEN:0:8}"', VALUE],
    ['echo "${API_TOKEN: -4}"', VALUE],
    ['echo "${API_TOKEN%????}"', VALUE],
    ['echo "${API_TOKEN#sk_}"', VALUE],
    ['echo "${API_TOKEN^^}" "${API_TOKEN@Q}" "${API_TOKEN/a/b}"', VALUE],
    [`printf '%s' "$API_TOKEN" | base64`, VALUE],
    [`printf '%s' "$API_TOKEN" | rev`, VALUE],
    [`printf '%s' "$API_TOKEN" | xxd -p | tr -d '\\n'`, VALUE],
    [`printf '%s' "$API_TOKEN" | openssl base64`, VALUE],
    [`printf '%s' "$API_TOKEN" | cut -c 1-8`, VALUE],
    [`printf '%s' "$API_TOKEN" | head -c 8`, VALUE],
    ['base64 <<< "$API_TOKEN"', VALUE],
    // Files of the evidence.
    ['echo "$API_TOKEN" > "$EVIDENCE_DIR/t.txt"', KEPT],
    [`printf '%s' "$API_TOKEN" >> "$EVIDENCE_DIR/t.txt"`, KEPT],
    ['{ date; echo "$API_TOKEN"; } > "$EVIDENCE_DIR/t.txt"', KEPT],
    ['cat > "$EVIDENCE_DIR/t.conf" <<EOF\nheader = "$API_TOKEN"\nEOF', KEPT],
    ['echo "$API_TOKEN" | tee "$EVIDENCE_DIR/t.txt" > /dev/null', KEPT],
    // Other scripts, functions, descriptors.
    [`sh -c 'echo $API_TOKEN'`, VALUE],
    [`bash -c 'echo "$1"' _ "$API_TOKEN"`, VALUE],
    [`timeout 5 bash -ec 'echo "$API_TOKEN"'`, VALUE],
    [`eval 'echo $API_TOKEN'`, VALUE],
    [`trap 'echo $API_TOKEN' EXIT`, VALUE],
    ['f() { echo "$1"; }; f "$API_TOKEN"', VALUE],
    ['f() { local x="$*"; echo "$x"; }; f a "$API_TOKEN" | cat', VALUE],
    ['read -r x <<< "$API_TOKEN"; echo "$x"', VALUE],
    ['echo "$API_TOKEN" | while read -r x; do echo "$x"; done', VALUE],
    ['mapfile -t lines <<< "$API_TOKEN"; echo "${lines[0]}"', VALUE],
    ['exec 3<<< "$API_TOKEN"; cat <&3', VALUE],
    ['diff <(echo "$API_TOKEN") f', VALUE],
    ['cat < <(echo "$API_TOKEN")', VALUE],
    ['x=$(echo "$API_TOKEN"); echo "$x"', VALUE],
    ['echo "$(printf %s "$API_TOKEN")"', VALUE],
    ['x=$(echo "$API_TOKEN" >&2)', VALUE],
    ['curl -v -K - <<EOF\nheader = "Authorization: $API_TOKEN"\nEOF', VALUE],
    ['for t in "$API_TOKEN"; do echo "$t"; done', VALUE],
    ['if true; then echo "$API_TOKEN"; fi', VALUE],
    ['echo "$API_TOKEN" | logger', VALUE],
    // Secrets that are not inputs.
    ['kubectl get secret app -o yaml', FOREIGN],
    ['kubectl -n prod get secrets app -o json | jq -r .data.password', FOREIGN],
    [`kubectl get secret app -o jsonpath='{.data.password}' | base64 -d`, FOREIGN],
    ['aws secretsmanager get-secret-value --secret-id app', FOREIGN],
    ['aws --region a secretsmanager get-secret-value --secret-id app --query SecretString --output text', FOREIGN],
    ['aws ssm get-parameter --name a --with-decryption', FOREIGN],
    ['vault kv get secret/app', FOREIGN],
    ['gcloud secrets versions access latest --secret=a', FOREIGN],
    ['docker inspect app', FOREIGN],
    [`docker inspect -f '{{.Config.Env}}' app`, FOREIGN],
    ['docker exec app env', FOREIGN],
    ['kubectl exec deploy/app -- printenv', FOREIGN],
    ["ssh host 'env'", FOREIGN],
    ['heroku config', FOREIGN],
    ['cat ~/.aws/credentials', FOREIGN],
    ['cat .env', FOREIGN],
    ['head -n 3 config/.env.production', FOREIGN],
    ['grep DATABASE_PASSWORD .env', FOREIGN],
    ['grep -r . ~/.pgpass', FOREIGN],
    ['p=$(vault kv get -field=password secret/app); echo "$p"', FOREIGN],
    ['kubectl get secret app -o yaml > "$EVIDENCE_DIR/s.yaml"', 'kept foreign']
  ])('%s', (code, ...seen) => expect(seenIn(code)).toEqual(seen.toSorted()))
})

describe('a secret that cannot be seen', () => {
  it.each([
    'echo "${#API_TOKEN}"',
    'test -n "$API_TOKEN" && echo set',
    '[ -n "${API_TOKEN:+x}" ] && echo "${API_TOKEN:+set}"',
    `printf '%s' "$API_TOKEN" | wc -c`,
    `printf '%s' "$API_TOKEN" | sha256sum | cut -c 1-8`,
    'curl --config - <<EOF\nheader = "Authorization: $API_TOKEN"\nEOF',
    'curl -sS -K - "$U" <<< "header = \\"Authorization: $API_TOKEN\\""',
    `printf 'header = "Authorization: %s"' "$API_TOKEN" | curl -sS -K - "$U"`,
    'f="$(mktemp)"; printf %s "$API_TOKEN" > "$f"; rm -f "$f"',
    'PGPASSWORD="$API_TOKEN" psql -c "select 1"',
    'export X="$API_TOKEN"',
    '(set -x; ls; set +x; x=$API_TOKEN)',
    '(set -x; ls "${#API_TOKEN}")',
    '(set -x); x=$API_TOKEN',
    `bash -c 'test -n "$API_TOKEN"'`,
    `bash -x -c 'ls'`,
    'set -- a b',
    'set -euo pipefail; x=$API_TOKEN',
    'echo "${API_TOKEN##*@}"',
    'echo "${API_TOKEN//:*@/:x@}"',
    `printf '%s' "$API_TOKEN" | sed 's#//[^@]*@#//#'`,
    `printf '%s' "$API_TOKEN" | cut -d @ -f 2`,
    `printf '%s' "$API_TOKEN" | tr -c '\\n' '*'`,
    `echo "$API_TOKEN" | docker login --password-stdin`,
    `echo "$API_TOKEN" | grep -q '^sk_'`,
    'diff -q <(echo "$API_TOKEN") f',
    'read -r x <<< "$API_TOKEN"; echo "${#x}"',
    'f() { test -n "$1"; }; f "$API_TOKEN"',
    'f() { f "$1"; f "$1"; }; f "$API_TOKEN"',
    'env | cut -d = -f 1',
    "env | sed 's/=.*//'",
    "env | grep -q '^A='",
    "env | grep '^NODE_ENV='",
    "env | grep -o '^[A-Z_]*'",
    'env | wc -l',
    'env A=1 ls',
    'env -i',
    'printenv HOME',
    'declare -p HOME',
    'declare -A map',
    'export A=1',
    'compgen -v',
    'ps -ef',
    'ps aux',
    'ps -p 1 -o pid,etime,command',
    'ps axo time',
    `jq -n '{token: env.API_TOKEN}' | curl -d @- "$U"`,
    `jq -n 'env.API_TOKEN | length'`,
    `jq -n 'env | keys'`,
    'jq .env f.json',
    `jq -r '.spec.env[] | .name' f.json`,
    'node -p process.env.API_TOKEN.length',
    `node -p 'Object.keys(process.env)'`,
    `node -e 'console.log(process.env.API_TOKEN ? "set" : "unset")'`,
    `python3 -c 'import os; print(len(os.environ["API_TOKEN"]))'`,
    `python3 -c 'import os; print("API_TOKEN" in os.environ)'`,
    `python3 -c 'import os; t = os.environ["API_TOKEN"]; print("set" if t else "unset")'`,
    `perl -e 'print length $ENV{API_TOKEN}'`,
    `ruby -e 'puts ENV["API_TOKEN"].length'`,
    `awk 'BEGIN{for (k in ENVIRON) print k}'`,
    `awk 'BEGIN{print length(ENVIRON["API_TOKEN"])}'`,
    'kubectl get secret app',
    'kubectl get secret app -o name',
    'kubectl get pods -o yaml',
    'kubectl describe secret app',
    `kubectl get secret app -o json | jq '.data | keys'`,
    `kubectl get secret app -o jsonpath='{.metadata.creationTimestamp}'`,
    'aws secretsmanager describe-secret --secret-id app',
    'aws secretsmanager get-secret-value --secret-id app --query VersionId',
    'export PGPASSWORD="$(vault kv get -field=password secret/app)"',
    'vault status',
    `docker inspect -f '{{.State.Status}}' app`,
    'docker compose config --services',
    'docker exec app ls',
    'cat .env.example',
    'cut -d = -f 1 .env',
    'grep -c . .env',
    "grep '^NODE_ENV=' .env",
    'test -f .env && ls -l .env',
    'heroku config:set A=1',
    'gh auth status'
  ])('%s', (code) => expect(seenIn(code)).toEqual([]))
})

it('is told for each question of what a secret is, whichever was asked before', () => {
  const markdown = '# A\n\n## Diagnosis flow\n\n### Step 1: A\n\n```bash\necho "$ONE" "$TWO"\n```\n'
  const [facts] = analyzer.analyze(parseRunbook(markdown), markdown).commands
  if (!facts) throw new Error('There is no command.')
  const namesOf = (secret: string): string[] =>
    exposuresIn(facts, (name) => name === secret).flatMap(({ what }) => (what.kind === 'value' ? [what.name] : []))
  expect(['ONE', 'TWO', 'NONE', 'ONE'].map(namesOf)).toEqual([['ONE'], ['TWO'], [], ['ONE']])
})

it('that nobody can look for to the end is said, once; what was found before stays', () => {
  const double = (count: number): string =>
    Array.from({ length: count }, (_, index) => `f${index + 1}() { f${index}; f${index}; f${index}; f${index}; }`).join(
      '\n'
    )
  const nested = `echo "$API_TOKEN"\nf0() { true; }\n${double(7)}\nf7\necho "$API_TOKEN" >&2`
  expect(seenIn(nested)).toEqual([VALUE, 'printed unsearched'])
  expect(seenIn(`f0() { true; }\n${double(3)}\nf3`)).toEqual([])
})
