// @ts-check
// A server with ten slots for everybody and three for its administrator, and what can take them.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostgresBinaries, startChild } from '@keys/drill'
import { fillSlots, openIdle, preparePostgres, startPgBouncer, startPostgres, waitUntil } from '@keys/drill-kit'

/** @typedef {Awaited<ReturnType<typeof buildWorld>>} Slots */
/** @typedef {import('@keys/drill').WorldAction<Slots>} SlotsAction */
/** @typedef {import('@keys/drill').Scenario<Slots>} SlotsScenario */

const SLOTS = 10
export const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
export const CHECKED = ['Check 1', 'Check 2', 'Check 3', 'Step 1']
export const VERIFIED = ['Verify 1', 'Verify 2', 'Verify 3']

/** Each scenario has a server of its own, with its slots. @param {import('@keys/drill').Scope} scope */
export async function startServices(scope) {
  const binaries = await findPostgresBinaries()
  // On Debian, psql on the PATH is a script that takes longer to find the program than the program takes.
  return { prepared: await preparePostgres(scope), path: `${binaries}:${process.env['PATH']}` }
}

/** @param {{ services: Awaited<ReturnType<typeof startServices>>, scope: import('@keys/drill').Scope }} given */
export async function buildWorld({ services: { prepared, path }, scope }) {
  const postgres = await startPostgres(scope, {
    prepared,
    settings: {
      max_connections: String(SLOTS + 3),
      superuser_reserved_connections: '3',
      max_prepared_transactions: '2',
      // What a client asked for ends soon after it is gone, not with its query.
      client_connection_check_interval: '100ms'
    }
  })
  await postgres.admin.query('create role app login; create role reports login')
  const database = await postgres.createDatabase('app')
  await database.query('create table jobs (id int); grant all on jobs to app, reports')
  await Promise.all([postgres.admin.disconnect(), database.disconnect()])
  const evidence = join(await scope.folder('evidence'), 'incident')
  const inputs = {
    APP_DATABASE_URL: database.url('app'),
    APP_ROLE: 'app',
    DATABASE_URL: database.url(),
    EVIDENCE_DIR: evidence,
    IDLE_SECONDS: '1'
  }
  return {
    scope,
    postgres,
    database,
    evidence,
    inputs,
    /** Clients that run a statement, newest last. @type {import('@keys/drill').Child[]} */
    clients: [],
    /** @type {import('@keys/drill-kit').PgBouncer | undefined} */
    pooler: undefined,
    path,
    environment: { ...inputs, PATH: path }
  }
}

/** One after the other; what they say of inputs is put together. @param {...SlotsAction} actions @returns {SlotsAction} */
export function inTurn(...actions) {
  return async (world) => {
    let inputs = {}
    for (const action of actions) inputs = { ...inputs, ...(await action(world))?.inputs }
    return { inputs }
  }
}

/** @type {SlotsAction} */
export const nothing = () => {}
/** @type {SlotsAction} */
export const stop = ({ postgres }) => postgres.stop()

/** A client that comes again until it gets in, as applications do. @param {Slots} world @param {string} sql @param {string} [url] */
export async function startClient({ scope, clients, inputs, path }, sql, url = inputs.APP_DATABASE_URL) {
  const again = 'until psql -XqAt -c "$0" "$1"; do sleep 0.1; done'
  clients.push(await startChild(scope, 'bash', ['-c', again, sql, url], { env: { ...process.env, PATH: path } }))
}

/** A session of somebody else, which no action may end. @type {SlotsAction} */
const reports = ({ database }) => openIdle(database, 1, { user: 'reports' })
/** The application takes all that is left. @param {{ inTransaction: boolean }} options @returns {SlotsAction} */
const forget = (options) => async (world) => {
  await fillSlots(world.database, { user: 'app', ...options })
}
/** As long as IDLE_SECONDS say. @type {SlotsAction} */
const passTime = () => pause(1100)

export const forgetTransactions = inTurn(reports, forget({ inTransaction: true }), passTime)
export const forgetSessions = inTurn(reports, forget({ inTransaction: false }), passTime)

/** The server has room, the role has not. @type {SlotsAction} */
export const fillTheRole = async (world) => {
  await world.database.query('alter role app connection limit 4')
  await forgetSessions(world)
}

/** Sessions of the application that run a statement. @param {string} sql @param {number} count @returns {SlotsAction} */
export function running(sql, count = SLOTS) {
  return async (world) => {
    const { database } = world
    for (let n = 0; n < count; n++) await startClient(world, sql)
    await waitUntil('the sessions work', async () => {
      const active = `select count(*) from pg_stat_activity where usename = 'app' and state = 'active'`
      // The one that asks takes a slot itself.
      return (await database.count(active)) >= count - 1
    })
    await database.disconnect()
  }
}
export const tooMuchWork = running('select pg_sleep(60)')

/** One session holds a table, and nine wait for it. @type {SlotsAction} */
export const blocked = async (world) => {
  await world.database.hold('lock table jobs', 'app')
  await running('select count(*) from jobs', SLOTS - 1)(world)
}

/** A migration waits behind a forgotten reader, and all others wait behind the migration. @type {SlotsAction} */
export const migrationWaits = async (world) => {
  await world.database.hold('select count(*) from jobs', 'app')
  await startClient(world, 'alter table jobs add column note text', world.database.url())
  // Who reads before it waits is let through.
  const waiting = `select count(*) from pg_stat_activity where wait_event_type = 'Lock'`
  await waitUntil('the migration waits', async () => (await world.database.count(waiting)) === 1)
  await running('select count(*) from jobs', SLOTS - 2)(world)
}

/** A real PgBouncer before the server. @param {Record<string, string>} settings @returns {SlotsAction} */
export function pooler(settings) {
  return async (world) => {
    world.pooler = await startPgBouncer(world.scope, world.postgres, { database: 'app', user: 'app', settings })
    return { inputs: { APP_DATABASE_URL: world.pooler.url('app'), POOLER_ADMIN_URL: world.pooler.adminUrl } }
  }
}

/** Clients hold all of a pool of two, and others come again and again. @param {number} waiting @returns {SlotsAction} */
export function smallPool(waiting) {
  return async (world) => {
    const change = await pooler({ default_pool_size: '2', query_wait_timeout: '2' })(world)
    const url = world.pooler?.url('app') ?? ''
    for (let n = 0; n < 2; n++) await startClient(world, 'select pg_sleep(60)', url)
    await pause(300)
    const loop = `while :; do psql -XqAt -c 'select pg_sleep(0.1)' "$0"; done`
    const env = { ...process.env, PATH: world.path }
    for (let n = 0; n < waiting; n++) await startChild(world.scope, 'bash', ['-c', loop, url], { env })
    return change
  }
}

/** The session of somebody else is there still. @param {Slots} world */
export async function reportsAreThere({ database }) {
  assert.equal(await database.count(`select count(*) from pg_stat_activity where usename = 'reports'`), 1)
}

/** The limits of the role are what they were: none. @param {Slots} world */
export async function limitsAreBack({ database }) {
  const set = `select count(*) from pg_roles, unnest(rolconfig) as s where rolname = 'app' and s like 'idle%'`
  assert.equal(await database.count(set), 0, 'the rollback has left a limit')
}
