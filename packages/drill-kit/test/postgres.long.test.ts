import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { createScope, MissingServiceError, requireCommands } from '@keys/drill'
import {
  fillSlots,
  openIdle,
  pause,
  preparePostgres,
  startPgBouncer,
  startPostgres,
  type Postgres
} from '../src/index.js'
import { bash, isAlive, openScope } from './helpers.js'

const shared = createScope()
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres(shared)
})
afterAll(() => shared.close())

test('psql reaches it, and its exit statuses and SQLSTATEs are the real ones', async () => {
  const database = await postgres.createDatabase('shop', { scope: openScope() })
  await database.query('create table orders (id int); create role visitor login')
  const psql = (sql: string, url: string) =>
    bash(`psql -XqAt -v ON_ERROR_STOP=1 -v VERBOSITY=verbose "$URL" <<'SQL'\n${sql}\nSQL`, { URL: url })
  expect(await psql('select count(*) from orders', database.url())).toMatchObject({ code: 0, stdout: '0\n' })
  const refused = await psql('select count(*) from orders', database.url('visitor'))
  expect(refused.code).toBe(3)
  expect(refused.stderr).toContain('ERROR:  42501: permission denied for table orders')
})

test('servers out of the same prepared files know nothing of each other', async () => {
  const scope = openScope()
  const prepared = await preparePostgres(scope)
  const [one, other] = [await startPostgres(scope, { prepared }), await startPostgres(scope, { prepared })]
  await one.admin.query('create role only_here')
  expect(await other.admin.count(`select count(*) from pg_roles where rolname = 'only_here'`)).toBe(0)
})

test('a copy of a database has its rows and is independent of it', async () => {
  const scope = openScope()
  const template = await postgres.createDatabase('seeded', { scope })
  await template.query('create table rows as select generate_series(1, 10)')
  const [first, second] = [
    await postgres.createDatabase('scenario', { template, scope }),
    await postgres.createDatabase('scenario', { template, scope })
  ]
  expect(first.name).not.toBe(second.name)
  await first.query('delete from rows')
  expect(await first.count('select count(*) from rows')).toBe(0)
  expect(await second.count('select count(*) from rows')).toBe(10)
})

test('a scenario’s database is dropped with the scenario, also under open connections', async () => {
  const scope = createScope()
  const database = await postgres.createDatabase('short_lived', { scope })
  const release = await database.hold('select 1')
  await scope.close()
  await release()
  const names = 'select count(*) from pg_database where datname = $1'
  expect(await postgres.admin.count(names, [database.name])).toBe(0)
})

test('a held transaction keeps its locks until it is released', async () => {
  const database = await postgres.createDatabase('locks', { scope: openScope() })
  await database.query('create table rows (id int)')
  const release = await database.hold('lock table rows in access exclusive mode')
  const read = "set lock_timeout = '50ms'; select count(*) from rows"
  await expect(database.query(read)).rejects.toMatchObject({ code: '55P03' })
  await release()
  await expect(database.query(read)).resolves.toBeDefined()
})

test('slots are filled to the last one that a login may have, and sessions are idle with or without a transaction', async () => {
  const scope = openScope()
  const settings = { max_connections: '9', superuser_reserved_connections: '3' }
  const full = await startPostgres(scope, { settings })
  await full.admin.query('create role app login; create role few login connection limit 2')
  await full.admin.disconnect()
  const child = scope.child()
  const database = await full.createDatabase('full', { scope: child })
  await full.admin.disconnect()
  const states = () =>
    database.query(
      `select usename, state, count(*)::int from pg_stat_activity where usename in ('app', 'few') group by 1, 2 order by 1, 2`
    )
  await openIdle(database, 1, { user: 'app', inTransaction: true })
  expect(await fillSlots(database, { user: 'few' })).toBe(2)
  // Of six the first three are taken, and one is left.
  expect(await fillSlots(database, { user: 'app', leave: 1 })).toBe(2)
  expect(await states()).toEqual([
    { usename: 'app', state: 'idle', count: 2 },
    { usename: 'app', state: 'idle in transaction', count: 1 },
    { usename: 'few', state: 'idle', count: 2 }
  ])
  expect(await fillSlots(database, { user: 'app' })).toBe(1)
  await expect(database.hold('select 1', 'app')).rejects.toMatchObject({ code: '53300' })
  // What the superuser has for itself can be taken as well.
  expect(await fillSlots(database)).toBe(3)
  await expect(database.query('select 1')).rejects.toMatchObject({ code: '53300' })
  // What goes away with a scenario frees its slots.
  await child.close()
  await expect(full.admin.count('select 1')).resolves.toBe(1)
})

test('what happens in a rolled-back transaction did not happen', async () => {
  const database = await postgres.createDatabase('undone', { scope: openScope() })
  const inside = await database.rolledBack(async (query) => {
    await query('create table rows as select 1 as n')
    return query('select n from rows')
  })
  expect(inside).toEqual([{ n: 1 }])
  await expect(database.query('select from rows')).rejects.toMatchObject({ code: '42P01' })
})

test('a server ends with its scope, while clients are connected', async () => {
  const scope = createScope()
  const server = await startPostgres(scope, { settings: { max_connections: '10' } })
  expect(await server.admin.query('show max_connections')).toEqual([{ max_connections: '10' }])
  const database = await server.createDatabase('busy')
  await database.hold('select 1')
  await scope.close()
  expect(isAlive(server.pid)).toBe(false)
})

test('a server that was stopped refuses, and its scope still ends', async () => {
  const scope = createScope()
  const server = await startPostgres(scope)
  const database = await server.createDatabase('gone', { scope: scope.child() })
  await server.stop()
  await expect(database.query('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await scope.close()
})

test.each([0, 20, 100, 300, 500])(
  'interrupted %i ms after its start, it leaves neither folder nor process',
  async (ms) => {
    const scope = createScope()
    const root = join(await scope.folder(), '..')
    const starting = startPostgres(scope).catch(() => {})
    await pause(ms)
    await scope.close()
    await starting
    expect([existsSync(root), processesThatName(root)]).toEqual([false, []])
  }
)

test('a machine without the parts is told what to install, in one line and for all of them', async () => {
  const scope = openScope()
  const folder = await scope.folder('bin')
  await chmod(folder, 0o755)
  const path = process.env['PATH']
  scope.defer(() => (process.env['PATH'] = path))
  process.env['PATH'] = folder
  const error = await requireCommands(['psql', 'jq', 'psql']).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(MissingServiceError)
  expect(error).toMatchObject({
    message:
      'This drill needs psql, jq, which this machine does not have. ' +
      'On Debian or Ubuntu: apt-get install -y jq postgresql-client'
  })
})

/** Command lines of living processes; where there is no /proc, none. */
function processesThatName(text: string) {
  if (!existsSync('/proc/self')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        // It has ended meanwhile.
        return ''
      }
    })
    .filter((line) => line.includes(text))
}

test('a full server refuses to hold one more, and everything can be ended all the same', async () => {
  const scope = createScope()
  const settings = { max_connections: '5', superuser_reserved_connections: '3' }
  const small = await startPostgres(scope, { settings })
  await small.admin.query('create role app login')
  await small.admin.disconnect()
  for (let n = 0; n < 2; n++) await small.admin.hold('select 1', 'app')
  await expect(small.admin.hold('select 1', 'app')).rejects.toThrow('remaining connection slots are reserved')
  await expect(scope.close()).resolves.toBeUndefined()
})

test('a pooler before it is the real one: its console, its limits, and its end', async () => {
  const scope = openScope()
  const database = await postgres.createDatabase('pooled', { scope })
  await postgres.admin.query('create role pooled_app login')
  const settings = { default_pool_size: '1', query_wait_timeout: '1' }
  const pooler = await startPgBouncer(scope, postgres, { database: database.name, user: 'pooled_app', settings })
  const ask = (sql: string, url: string) => bash(`psql -XqAt -c '${sql}' "$URL"`, { URL: url })
  expect(await ask('select current_user', pooler.url('anybody'))).toMatchObject({ code: 0, stdout: 'pooled_app\n' })
  expect((await ask('show pools', pooler.adminUrl)).stdout).toContain(`${database.name}|pooled_app|`)
  const [slow, late] = await Promise.all([
    ask('select pg_sleep(2)', pooler.url('anybody')),
    pause(300).then(() => ask('select 1', pooler.url('anybody')))
  ])
  expect([slow.code, late.code]).toEqual([0, 2])
  expect(late.stderr).toContain('query_wait_timeout')
  await pooler.stop()
  expect((await ask('select 1', pooler.url('anybody'))).stderr).toContain('Connection refused')
})
