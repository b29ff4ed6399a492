// Files that psql includes, variables that hold code, and what redis-cli is told: each as an attacker would, and as packs do.
import { describe, expect, test } from 'vitest'
import { classify } from './support/classify.js'

const FILES = {
  'scripts/look.sql': '\\getenv queue QUEUE_NAME\n\\set jobs `cat "$RUNBOOK/scripts/jobs.sql"`\nselect 1;\n',
  'scripts/jobs.sql': 'select id, state from jobs\n',
  'scripts/old.sql': 'select id, state from old_jobs\n',
  'scripts/gone.sql': 'with gone as (delete from jobs returning id, 1 as state) select id, state from gone\n',
  'scripts/sets-gone.sql': '\\set jobs `cat "$RUNBOOK/scripts/gone.sql"`\n',
  'scripts/harm.sql': 'delete from jobs;\n',
  'scripts/deep.sql': '\\ir look.sql\n\\ir harm.sql\n',
  'scripts/cycle.sql': '\\ir back.sql\n',
  'scripts/back.sql': '\\ir cycle.sql\nselect 1;\n',
  'scripts/itself.sql': 'select 1;\n\\ir itself.sql\n',
  'scripts/exec.sql': "select 'drop table jobs' \\gexec\n",
  'scripts/shell.sql': '\\! rm -rf /srv\n',
  'scripts/open.sql': '/*\n',
  'scripts/any.sql': "select '/etc' as folder \\gset\n",
  'scripts/write.sql': '\\o :folder/x\nselect 1;\n\\o\n',
  'scripts/vanish.sql': 'discard temp;\n',
  'scripts/comment.sql': 'select id, state from jobs -- the end\n',
  'scripts/meta.sql': 'select 1 \\! rm -rf /srv\n',
  'scripts/cut.sql': 'select 1) as a; delete from jobs; select * from (select 1\n',
  'scripts/once.sql': '\\ir twice.sql\n\\ir twice.sql\n\\ir twice.sql\n\\ir twice.sql\n',
  'scripts/twice.sql': '\\ir thrice.sql\n\\ir thrice.sql\n\\ir thrice.sql\n\\ir thrice.sql\n',
  'scripts/thrice.sql': '\\ir jobs.sql\n\\ir jobs.sql\n\\ir jobs.sql\n\\ir jobs.sql\n'
}

/** What a script of the pack is, as psql is given it. */
function ofScript(code: string): string {
  const scripts = { ...FILES, 'scripts/main.sql': code }
  return classify('bash', 'psql -XqAtf "$RUNBOOK/scripts/main.sql"', scripts).effect
}

const jobs = (name: string): string => `\\set jobs \`cat "$RUNBOOK/scripts/${name}.sql"\``

describe('is read-only', () => {
  test.each([
    '\\ir look.sql\nselect count(*) from (:jobs) as jobs;',
    '\\ir look.sql\n\\ir look.sql\nselect 1;',
    '\\include_relative look.sql\nselect 1;',
    `\\if :x\n${jobs('jobs')}\n\\else\n${jobs('old')}\n\\endif\nselect * from (:jobs) as jobs;`,
    `${jobs('jobs')}\nwith jobs as materialized (:jobs), few as (:jobs) select count(*) from jobs;`,
    '\\set n 5\n\\getenv n LIMIT_OF_ROWS\nselect 1 limit :n;',
    "\\set t jobs\n\\if :x\n\\set t 'old_jobs'\n\\endif\nselect * from :t;",
    "\\set workers '(select count(*) from pg_stat_activity where application_name = ''pgboss'')'\nselect :workers = 0;",
    "\\set done 'select 1 as key'\n\\set effects '(select key from (:done) as done)'\nselect * from :effects as e;",
    'select a[1:b] from (select array[1, 2] as a, 2 as b) as t;'
  ])('%s', (code) => {
    expect(ofScript(code)).toBe('read-only')
  })
})

describe('is not read-only', () => {
  test.each([
    ['changes', '\\ir harm.sql'],
    ['changes', '\\ir deep.sql'],
    ['changes', '\\if false\n\\ir harm.sql\n\\endif'],
    ['changes', '\\ir shell.sql'],
    ['changes', '\\ir open.sql\ndelete from jobs;\n/* */'],
    ['unknown', '\\ir exec.sql'],
    ['unknown', "select 'drop table jobs' \\gexec"],
    ['unknown', '\\ir not-there.sql'],
    ['unknown', '\\ir ../../harm.sql'],
    ['unknown', '\\ir ../scripts/look.sql'],
    ['unknown', '\\ir /tmp/look.sql'],
    ['unknown', '\\ir "look.sql"'],
    ['unknown', "\\ir 'look.sql'"],
    ['unknown', '\\ir `echo look.sql`'],
    ['unknown', '\\set f look.sql\n\\ir :f'],
    ['unknown', '\\getenv f FILE\n\\ir :f'],
    ['unknown', '\\i look.sql'],
    ['unknown', '\\i /tmp/look.sql'],
    ['unknown', '\\i :runbook/scripts/look.sql'],
    ['unknown', '\\getenv runbook OTHER\n\\i :runbook/scripts/look.sql'],
    ['unknown', "select '/tmp' as runbook \\gset\n\\getenv runbook RUNBOOK\n\\i :runbook/scripts/look.sql"],
    ['unknown', '\\getenv runbook RUNBOOK\n\\i :runbook/scripts/../../look.sql'],
    ['unknown', '\\cd /tmp\n\\ir look.sql'],
    ['unknown', '\\ir cycle.sql'],
    ['unknown', '\\ir itself.sql'],
    ['unknown', '\\ir once.sql'],
    ['unknown', '\\getenv folder EVIDENCE_DIR\n\\ir any.sql\n\\ir write.sql'],
    ['unknown', '\\getenv folder EVIDENCE_DIR\n\\ir write.sql\n\\ir any.sql\n\\ir write.sql'],
    ['unknown', 'create temp table jobs(a int);\n\\ir vanish.sql\ndelete from jobs;'],
    // A variable may hold any of its values.
    ['unknown', `\\if :x\n${jobs('jobs')}\n\\else\n${jobs('gone')}\n\\endif\nselect * from (:jobs) as jobs;`],
    ['unknown', '\\ir look.sql\n\\ir sets-gone.sql\nselect * from (:jobs) as jobs;'],
    ['unknown', '\\ir sets-gone.sql\n\\ir look.sql\nselect * from (:jobs) as jobs;'],
    ['unknown', `${jobs('jobs')}\nselect current_setting('x') as jobs \\gset\nselect * from (:jobs) as jobs;`],
    ['unknown', `${jobs('not-there')}\nselect * from (:jobs) as jobs;`],
    ['unknown', `select * from jobs \\gset\n${jobs('jobs')}\nselect * from (:jobs) as jobs;`],
    ['unknown', "\\set done 'delete from jobs returning 1'\nselect * from (:done) as done;"],
    [
      'unknown',
      "\\set inner 'delete from jobs returning 1'\n\\set done 'select * from (:inner) as a'\nselect * from (:done) as done;"
    ],
    ['unknown', "\\set a 'select * from (:b) as b'\nselect * from (:a) as a;"],
    // What is put in must not change what stands around it.
    ['unknown', `${jobs('cut')}\nselect * from (:jobs) as jobs;`],
    ['unknown', `${jobs('comment')}\nselect * from (:jobs) as jobs; /*\n) as a; delete from jobs; -- */`],
    ['unknown', `${jobs('meta')}\nselect * from (:jobs) as jobs;`],
    ['unknown', "\\set x ''\nselect 1 -:x- 2 /*\n; delete from jobs; -- */"],
    ['unknown', 'select (-1)::int as x \\gset\nselect 1 -:x /*\n; delete from jobs; -- */'],
    ['unknown', "\\set q E\nselect :q'\\'' ; delete from jobs; --'"],
    ['unknown', "\\set b '1] from jobs; delete from jobs; --'\nselect a[1:b] from t;"],
    ['unknown', "create temp table jobs(a int);\n\\set q '(select 1)'\nselect :q;\ndelete from jobs;"]
  ])('%s: %s', (effect, code) => {
    expect([effect, 'changes']).toContain(ofScript(code))
  })

  test.each([
    'psql -X <<SQL\n\\ir look.sql\nSQL',
    "psql -X <<'SQL'\n\\ir scripts/look.sql\nSQL",
    'psql -X -c "\\ir scripts/look.sql"',
    'export RUNBOOK=/tmp; bash -c \'psql -Xf "$RUNBOOK/scripts/look.sql"\'',
    'env RUNBOOK=/tmp bash "$RUNBOOK/scripts/look.sh"',
    'psql -X -v jobs="$JOBS" -f "$RUNBOOK/scripts/look.sql" -c "select * from (:jobs) as a"',
    'psql -X -v jobs=x -f "$RUNBOOK/scripts/uses.sql"'
  ])('%s', (code) => {
    const scripts = {
      ...FILES,
      'scripts/look.sh': 'ls\n',
      'scripts/uses.sql': '\\ir look.sql\nselect * from (:jobs) as a;'
    }
    expect(classify('bash', code, scripts).effect).not.toBe('read-only')
  })
})

const LUA = (body: string): string => `redis-cli eval_ro '${body}' 1 k`

describe('Redis', () => {
  test.each([
    'redis-cli info',
    'redis-cli -h "$REDIS_HOST" -p "${REDIS_PORT:-6379}" ${REDIS_TLS:+--tls} llen q',
    'limit=; if command -v timeout; then limit="timeout 10"; fi; $limit redis-cli info',
    'redis-cli config get maxmemory',
    'redis-cli zrevrange q 0 10',
    LUA('return redis.call("LRANGE", KEYS[1], 0, -1)'),
    `s='for _, l in ipairs({ "a", "b" }) do redis.call("HMGET", l, "x") end'; redis-cli eval_ro "$s" 0`
  ])('%s only looks', (code) => {
    expect(classify('bash', code).effect).toBe('read-only')
  })

  test.each([
    'redis-cli eval "return 1" 0',
    'redis-cli evalsha_ro abc 0',
    'redis-cli fcall_ro f 0',
    'redis-cli eval_ro "$SCRIPT" 0',
    'redis-cli eval_ro "$(cat a.lua)" 0',
    'redis-cli eval_ro',
    'redis-cli sort a store b',
    'redis-cli config set maxmemory 1',
    'redis-cli getdel a',
    'redis-cli getex a ex 1',
    'redis-cli client kill id 1',
    'redis-cli xreadgroup group g c streams s 0',
    'redis-cli get a; redis-cli lpop q',
    'redis-cli ${TLS:+--tls} ${X:+flushall} get a',
    'x="-h"; [ -z "$y" ] || x=; redis-cli ${x} get flushall',
    "x=' '; $x rm -rf /srv",
    'x=; $x rm -rf /srv',
    'x=; y=; $x $y rm -rf /srv',
    LUA('return redis.call("DEL", KEYS[1])'),
    LUA('return redis.call("SLOWLOG", "RESET")'),
    LUA('return redis.call("CLUSTER", "FORGET", ARGV[1])'),
    LUA('return redis.call("G" .. "ET", KEYS[1])'),
    LUA('return redis.call(ARGV[1])'),
    LUA('local c = redis.call return c("FLUSHALL")'),
    LUA('local r = redis return r.call("FLUSHALL")'),
    LUA('return _G["re" .. "dis"].call("FLUSHALL")'),
    LUA('return server.call("FLUSHALL")'),
    LUA('return loadstring(ARGV[1])()'),
    LUA('local s = "redis.call" return server[s](KEYS[1])'),
    LUA('return redis:call("GET", KEYS[1])'),
    LUA('return redis.setresp(3)'),
    'redis-cli -x eval_ro "return 1" 0',
    'echo x | redis-cli ${TLS:+--tls}',
    LUA('while true do end'),
    LUA('for i = 1, 10, 0 do end'),
    LUA('for i = 1, tonumber(ARGV[1]) do end')
  ])('%s may do more', (code) => {
    expect(classify('bash', code).effect).not.toBe('read-only')
  })
})
