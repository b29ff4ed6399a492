import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScope } from '@keys/drill'
import {
  createAppTables,
  startFaultProxy,
  startJobs,
  startPostgres,
  startUpstream,
  waitUntil,
  type JobsFault,
  type Postgres
} from '../src/index.js'
import { openScope } from './helpers.js'

const shared = createScope()
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres(shared)
})
afterAll(() => shared.close())

async function world() {
  const scope = openScope()
  const database = await postgres.createDatabase('jobs', { scope })
  await createAppTables(database)
  const mailer = await startFaultProxy(scope, await startUpstream(scope))
  const jobs = await startJobs(scope, { database, mailerUrl: `${mailer.url}/send` })
  const states = async () => {
    const rows = await database.query<{ state: string }>(
      "select concat(name, ' ', state, ' ', count(*)) as state from pgboss.job group by name, job.state order by 1"
    )
    return rows.map(({ state }) => state)
  }
  const effects = () => database.query('select count(*)::int as n, count(distinct key)::int as keys from job_effects')
  const messages = async () => {
    const text = "select coalesce(string_agg(output::text, ' '), '') as text from pgboss.job where name = 'mail'"
    return String((await database.query(text))[0]?.['text'])
  }
  return { database, mailer, jobs, states, effects, messages }
}

test('what the runbook says of pg-boss holds for the one that is used', async () => {
  const { database } = await world()
  expect(await database.count('select version from pgboss.version')).toBe(24)
  expect(
    await database.count("select count(*) from pg_stat_activity where application_name = 'pgboss'")
  ).toBeGreaterThan(0)
})

test('a job that fails for good exists twice: failed in its queue, and as a copy among the dead letters', async () => {
  const { mailer, jobs, states, effects, messages } = await world()
  await mailer.set({ mode: 'status', status: 503 })
  await jobs.send(3)
  await jobs.settle()
  expect(await states()).toEqual(['mail failed 3', 'mail-dead-letters created 3'])
  expect(await messages()).toContain('mailer answered 503')
  expect(await effects()).toEqual([{ n: 0, keys: 0 }])
  await mailer.set('ok')
  await jobs.retryAll()
  await jobs.settle()
  expect(await states()).toEqual(['mail completed 3', 'mail-dead-letters created 3'])
  await jobs.redriveDeadLetters()
  await jobs.settle()
  expect(await states()).toEqual(['mail completed 6', 'mail-dead-letters completed 3'])
  expect(await effects()).toEqual([{ n: 3, keys: 3 }])
})

const faults: [JobsFault, string, number, RegExp][] = [
  ['type-error-in-release', 'mail failed 2', 0, /toFixed is not a function/],
  ['skips-effect', 'mail completed 2', 0, /null|^ *$/],
  ['fails-after-effect', 'mail failed 2', 2, /socket hang up/],
  ['naive-effect', 'mail completed 2', 2, /null|^ *$/]
]

test.each(faults)('%s: %s', async (fault, state, count, message) => {
  const { jobs, states, effects, messages } = await world()
  jobs.fault(fault)
  await jobs.send(2)
  await jobs.settle()
  expect(await states()).toContain(state)
  expect(await effects()).toEqual([{ n: count, keys: count }])
  expect(await messages()).toMatch(message)
})

test('poison fails by what it carries, and the others do not', async () => {
  const { jobs, states, messages } = await world()
  await jobs.send(1, { customer: null })
  await jobs.send(2)
  await jobs.settle()
  expect(await states()).toEqual(['mail completed 2', 'mail failed 1', 'mail-dead-letters created 1'])
  expect(await messages()).toContain('Cannot read properties of null')
})

test('effects twice need both: a handler that does not look and a ledger that does not refuse', async () => {
  const { database, jobs, effects } = await world()
  await database.query('alter table job_effects drop constraint job_effects_pkey')
  jobs.fault('naive-effect', 'fails-after-effect')
  await jobs.send(2)
  await jobs.settle()
  expect(await effects()).toEqual([{ n: 4, keys: 2 }])
})

test('a worker that is killed leaves its jobs active, and no worker behind', async () => {
  const { database, jobs, states } = await world()
  await jobs.stopWorkers()
  await jobs.send(3)
  await jobs.killWorkerMidway()
  expect(await states()).toEqual(['mail active 3'])
  const workers = "select count(*) from pg_stat_activity where application_name = 'pgboss' and datname = $1"
  await waitUntil('the server has noticed', async () => (await database.count(workers, [database.name])) === 0)
  await jobs.age('10 minutes')
  await jobs.startWorkers()
  await jobs.settle()
  expect((await states()).filter((state) => state.startsWith('mail '))).toEqual(['mail completed 3'])
})

test('failed jobs are archived 12 hours after they failed', async () => {
  const { database, mailer, jobs } = await world()
  await mailer.set('refuse')
  await jobs.send(2)
  await jobs.settle()
  await jobs.age('13 hours')
  await jobs.maintain()
  expect(await database.count("select count(*) from pgboss.archive where name = 'mail' and state = 'failed'")).toBe(2)
})

test('a right that was taken from the handler’s role is 42501', async () => {
  const { database, jobs, messages } = await world()
  await database.query('revoke insert on job_effects from app_web')
  await jobs.send(1)
  await jobs.settle()
  expect(await messages()).toContain('permission denied for table job_effects')
})
