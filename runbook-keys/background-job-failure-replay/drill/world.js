// @ts-check
// A queue whose jobs send mail through a service of somebody else, and what happens to all three.
import { join } from 'node:path'
import { createAppTables, startFaultProxy, startJobs, startPostgres, startUpstream, waitUntil } from '@keys/drill-kit'

/** @typedef {Awaited<ReturnType<typeof startServices>>} Services */
/** @typedef {Awaited<ReturnType<typeof buildWorld>>} Queue */
/** @typedef {import('@keys/drill').Scenario<Queue>} QueueScenario */
/** @typedef {import('@keys/drill').WorldAction<Queue>} QueueAction */

/**
 * Starts the server, with a database to copy in which pg-boss has made its schema and the queues.
 * @param {import('@keys/drill').Scope} scope Ends it.
 */
export async function startServices(scope) {
  const postgres = await startPostgres(scope, { settings: { max_connections: '200' } })
  const template = await postgres.createDatabase('calm')
  await createAppTables(template)
  const making = scope.child()
  await startJobs(making, { database: template, mailerUrl: 'http://127.0.0.1:9' })
  await making.close()
  return { postgres, template }
}

/**
 * Builds a queue that works.
 * @param {{ services: Services, scope: import('@keys/drill').Scope }} given
 */
export async function buildWorld({ services: { postgres, template }, scope }) {
  const database = await postgres.createDatabase('jobs', { template, scope })
  const mailer = await startFaultProxy(scope, await startUpstream(scope))
  const jobs = await startJobs(scope, { database, mailerUrl: `${mailer.url}/health` })
  const evidence = join(await scope.folder('evidence'), 'incident')
  return {
    scope,
    postgres,
    database,
    mailer,
    jobs,
    /** What lets locks go that somebody holds. @type {(() => Promise<void>)[]} */
    held: [],
    /** Path of a file of the evidence. @param {string} name */
    evidence: (name) => join(evidence, name),
    environment: {
      ARCHIVE_AFTER_SECONDS: '43200',
      DATABASE_URL: database.url(),
      DEPENDENCY_URL: jobs.mailerUrl,
      EVIDENCE_DIR: evidence,
      INCIDENT_START: new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+/, ''),
      JOB_KEY_FIELD: jobs.keyField,
      QUEUE_NAME: jobs.queue,
      REPLAY_PER_SECOND: '20',
      SETTLE_SECONDS: '30'
    }
  }
}

/** Nothing happens. */
export const nothing = () => {}

/**
 * Does one after the other.
 * @param {QueueAction[]} actions
 * @returns {QueueAction}
 */
export function inTurn(...actions) {
  return async (world) => {
    for (const action of actions) await action(world)
  }
}

/**
 * Runs SQL as the superuser.
 * @param {string} text
 * @returns {(world: Queue) => Promise<void>} The action.
 */
export function sql(text) {
  return async ({ database }) => {
    await database.query(text)
  }
}

/** The handler keeps its effects where nobody else looks. @type {QueueAction} */
export async function ledgerIsElsewhere({ database }) {
  await database.query(`
    create schema handler;
    alter table job_effects set schema handler;
    grant usage on schema handler to app_web;
    alter role app_web in database "${database.name}" set search_path = handler, public;
    select pg_terminate_backend(pid, 2000) from pg_stat_activity where usename = 'app_web' and datname = current_database()`)
}

/**
 * The database takes no connection any more. Those that are open stay.
 * @param {Queue} world
 */
export async function closeDatabase({ postgres, database }) {
  await postgres.admin.query(`alter database "${database.name}" allow_connections false`)
}

/**
 * The mailer goes wrong, or is well again.
 * @param {Parameters<Queue['mailer']['set']>[0] | number} fault A number is the status that it answers.
 * @returns {(world: Queue) => Promise<void>} The action.
 */
export function mailerIs(fault) {
  return ({ mailer }) => mailer.set(typeof fault === 'number' ? { mode: 'status', status: fault } : fault)
}

/**
 * Jobs fail because the mailer is down. It is up again when the runbook is opened.
 * @param {number} [count]
 * @returns {(world: Queue) => Promise<void>} The action.
 */
export function mailerWasDown(count = 2) {
  return async ({ mailer, jobs }) => {
    await mailer.set({ mode: 'status', status: 503 })
    await jobs.send(count)
    await jobs.settle()
    await mailer.set('ok')
  }
}

/**
 * A release takes a text for a number, and every job fails.
 * @param {number} [count]
 * @returns {(world: Queue) => Promise<void>} The action.
 */
export function badRelease(count = 5) {
  return async ({ jobs }) => {
    jobs.fault('type-error-in-release')
    await jobs.send(count)
    await jobs.settle()
  }
}

/**
 * The connection is lost once the effect is committed: jobs fail, and nothing is to be done again.
 * @param {Queue} world
 */
export async function failAfterEffect({ jobs }) {
  jobs.fault('fails-after-effect')
  await jobs.send(2)
  await jobs.settle()
  jobs.fix()
}

/**
 * So much time passes.
 * @param {string} interval As PostgreSQL spells it.
 * @returns {(world: Queue) => Promise<void>} The action.
 */
export function pass(interval) {
  return ({ jobs }) => jobs.age(interval)
}

/**
 * Half a day passes, and maintenance archives what failed.
 * @param {Queue} world
 */
export async function archive({ jobs }) {
  await jobs.age('13 hours')
  await jobs.maintain()
}

/**
 * A job is taken, and its handler waits for something that never comes.
 * @param {Queue} world
 */
export async function hang(world) {
  world.jobs.fault('hangs')
  await take(world)
}

/**
 * A job is taken, and its handler waits for a lock.
 * @param {Queue} world
 */
export async function waitForLock(world) {
  world.held.push(await world.database.hold('lock table job_effects in share mode'))
  await take(world)
}

/**
 * The lock is let go, and the job ends.
 * @param {Queue} world
 */
export async function letGo({ held, jobs }) {
  for (const release of held) await release()
  await jobs.settle()
}

/** @param {Queue} world */
async function take({ jobs, database }) {
  await jobs.send(1)
  const active = `select count(*) from pgboss.job where state = 'active'`
  await waitUntil('a job is active', async () => (await database.count(active)) > 0)
}

/**
 * A process is connected as workers are, and takes no job of this queue.
 * @param {Queue} world
 */
export async function connectIdly({ database }) {
  await database.hold(`set application_name = 'pgboss'`)
}

/**
 * Workers are killed while they work, and the time of their jobs is over before anybody looks.
 * @param {Queue} world
 */
export async function killMidway({ jobs }) {
  await jobs.stopWorkers()
  await jobs.send(3)
  await jobs.killWorkerMidway()
  await jobs.age('10 minutes')
}

/**
 * One of the jobs that are waiting or active has no attempt left.
 * @param {Queue} world
 */
export async function lastAttempt({ database }) {
  await database.query(`
    update pgboss.job set retry_limit = 0
    where id = (select id from pgboss.job where state in ('created', 'active') order by id limit 1)`)
}

/**
 * Workers come up, and everything that is due runs.
 * @param {Queue} world
 */
export async function startWorkers({ jobs }) {
  await jobs.startWorkers()
  await jobs.settle()
}

/** @param {Queue} world */
export const stopWorkers = ({ jobs }) => jobs.stopWorkers()
