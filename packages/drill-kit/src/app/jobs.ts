// Background jobs: a pg-boss queue with a dead-letter queue, workers, and a handler that calls a mailer and notes each
// effect once. Each fault is a mistake that such handlers are really shipped with.
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { setImmediate as nextTurn } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import type { Pool } from 'pg'
import { startChild, type Scope } from '@keys/drill'
import { createFaults, type Faults } from '../faults.js'
import { pause, waitUntil } from '../http.js'
import { createPool, type Database } from '../postgres/database.js'
import { appLogin } from './tables.js'

/**
 * Mistakes of the handler:
 * - `type-error-in-release`: takes a text for a number.
 * - `hangs`: waits for something that never comes.
 * - `skips-effect`: returns before the effect.
 * - `naive-effect`: writes the effect without regard to one that exists. A unique key of the ledger still refuses it.
 * - `fails-after-effect`: loses its connection once the effect is committed.
 */
export type JobsFault = 'type-error-in-release' | 'hangs' | 'skips-effect' | 'naive-effect' | 'fails-after-effect'

/** What a job carries. `order` is its business key. A job without `customer` is poison. */
export type JobData = { order?: string; amount: string; customer: { address: string } | null }

/** The running feature. */
export type Jobs = Faults<JobsFault> & {
  readonly queue: string
  readonly deadLetterQueue: string
  /** Field of a job's data that holds its business key. */
  readonly keyField: 'order'
  /** What the handler calls before the effect; it must answer 2xx within five seconds, which a busy machine needs. */
  mailerUrl: string
  /**
   * Orders jobs.
   *
   * @param count How many; their keys go on from the last one.
   * @param changes Fields that are to be otherwise, in each of them.
   * @returns Their keys.
   */
  send(count: number, changes?: Partial<JobData>): Promise<string[]>
  /** Starts workers; `supervise: false` leaves pg-boss's own maintenance out. */
  startWorkers(options?: { supervise?: boolean }): Promise<void>
  /** Stops the workers at once, as a platform that scales to zero without grace. */
  stopWorkers(): Promise<void>
  /** Lets a worker process take all waiting jobs and kills it while they are active. */
  killWorkerMidway(): Promise<void>
  /** Waits until no job of the queue is waiting or active. */
  settle(): Promise<void>
  /** Makes all jobs of both queues older. `interval` as PostgreSQL spells it, such as `13 hours`. */
  age(interval: string): Promise<void>
  /** Runs pg-boss's maintenance now: expires, archives, deletes. */
  maintain(): Promise<void>
  /** A wrong action: retries every failed job, whatever the reason. */
  retryAll(): Promise<void>
  /** A wrong action: sends every copy of the dead-letter queue again, as new jobs. */
  redriveDeadLetters(): Promise<void>
}

/** Settings of the feature. */
export type JobsOptions = { database: Database; mailerUrl: string; queue?: string }

/**
 * Adds queue, dead-letter queue and workers. They do not need the web server.
 *
 * @param scope Ends them when closed.
 * @param options The database with the application's tables, and the mailer. A database of its own for each scenario.
 * @returns The feature's handle, with workers running.
 */
export async function startJobs(scope: Scope, options: JobsOptions): Promise<Jobs> {
  const { database, queue = 'mail' } = options
  const deadLetterQueue = `${queue}-dead-letters`
  const faults = createFaults<JobsFault>()
  const pool = createPool(database.url(appLogin), 'app')
  scope.defer(() => pool.end())
  // The web process that orders jobs. Runbooks count connections of the name pgboss as workers, so it has another.
  const sender = createBoss(database, { application_name: 'app', supervise: false })
  scope.defer(() => stopBoss(sender))
  await sender.start()
  await sender.createQueue(deadLetterQueue)
  const settings = { deadLetter: deadLetterQueue, retryLimit: 1, retryDelay: 0, expireInSeconds: 60 }
  await sender.createQueue(queue, { name: queue, ...settings })

  let workers: PgBoss | undefined
  const orders = createOrders()
  async function stopWorkers() {
    const old = workers
    workers = undefined
    if (old) await stopBoss(old)
  }
  scope.defer(stopWorkers)

  const jobs: Jobs = {
    ...faults,
    queue,
    deadLetterQueue,
    keyField: 'order',
    mailerUrl: options.mailerUrl,
    async send(count, changes) {
      const all = orders(count, changes)
      await Promise.all(all.map((data) => sender.send(queue, data)))
      return all.map((data) => data.order ?? '')
    },
    async startWorkers({ supervise = true } = {}) {
      await stopWorkers()
      workers = createBoss(database, { application_name: 'pgboss', supervise })
      await workers.start()
      const handler = async ([job]: PgBoss.Job<JobData>[]) => {
        if (job) await workOn(jobs, pool, scope, job.data)
      }
      for (let n = 0; n < workerCount; n++)
        await workers.work(queue, { pollingIntervalSeconds: 0.5, batchSize: 1 }, handler)
      // A poll that has not got its connection yet would wait for ever if they were stopped at once.
      await nextTurn()
    },
    stopWorkers,
    killWorkerMidway: () => killWorkerMidway(scope, database, queue),
    settle: () =>
      waitUntil('no job is waiting or active', async () => (await countOpen(database, queue)) === 0, 60_000),
    age: async (interval) => {
      const times = ['completed_on', 'started_on', 'created_on', 'start_after']
      const older = times.map((column) => `${column} = ${column} - $1::interval`)
      await database.query(`update pgboss.job set ${older.join(', ')}`, [interval])
    },
    maintain: () => sender.maintain(),
    async retryAll() {
      const failed = "select id from pgboss.job where name = $1 and state = 'failed'"
      const rows = await database.query<{ id: string }>(failed, [queue])
      await sender.retry(
        queue,
        rows.map(({ id }) => id)
      )
    },
    async redriveDeadLetters() {
      const rows = await sender.fetch<JobData>(deadLetterQueue, { batchSize: 10_000 })
      await Promise.all(rows.map(({ data }) => sender.send(queue, data)))
      await sender.complete(
        deadLetterQueue,
        rows.map(({ id }) => id)
      )
    }
  }
  await jobs.startWorkers()
  return jobs
}

const workerCount = 8

function createBoss(database: Database, options: PgBoss.ConstructorOptions) {
  const timing = { maintenanceIntervalSeconds: 1, archiveCompletedAfterSeconds: 12 * 3600 }
  // A connection for each worker and one for maintenance: a poll that still waits for one when the pool ends would wait
  // for ever, and pg-boss with it.
  const max = workerCount + 1
  const boss = new PgBoss({ connectionString: database.url(), schedule: false, max, ...timing, ...options })
  // Without a listener an error of a poll, such as a database that goes away, would end this process.
  boss.on('error', () => {})
  return boss
}

async function stopBoss(boss: PgBoss) {
  await boss.stop({ graceful: false, wait: true }).catch(() => {})
}

async function countOpen(database: Database, queue: string) {
  const states = "('created', 'retry', 'active')"
  return database.count(`select count(*) from pgboss.job where name = $1 and state in ${states}`, [queue])
}

/**
 * Does what a job asks for: calls the mailer, and notes the effect once.
 *
 * @param jobs The feature, with its mistakes.
 * @param pool Connections of the application.
 * @param scope Ends what hangs.
 * @param data What the job carries.
 */
export async function workOn(
  jobs: Pick<Jobs, 'has' | 'mailerUrl' | 'queue'>,
  pool: Pool,
  scope: Scope,
  { order, amount, customer }: JobData
): Promise<void> {
  // For ever is as long as the world: pg-boss keeps the process alive until each handler has ended, that of a retry too.
  if (jobs.has('hangs') && !scope.signal.aborted) await once(scope.signal, 'abort')
  scope.signal.throwIfAborted()
  const text: unknown = amount
  if (jobs.has('type-error-in-release')) (text as number).toFixed(2)
  // Poison has no customer, and this line then throws a TypeError.
  const address = (customer as NonNullable<typeof customer>).address
  const signal = AbortSignal.any([AbortSignal.timeout(5000), scope.signal])
  const answer = await fetch(`${jobs.mailerUrl}?to=${encodeURIComponent(address)}`, { signal })
  await answer.body?.cancel()
  if (!answer.ok) throw Object.assign(new Error(`mailer answered ${answer.status}`), { status: answer.status })
  if (jobs.has('skips-effect')) return
  const again = jobs.has('naive-effect') ? '' : ' on conflict do nothing'
  await pool.query(`insert into job_effects (queue, key) values ($1, $2)${again}`, [jobs.queue, order])
  if (jobs.has('fails-after-effect')) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

// A process of its own, because only a process can be killed. It takes every waiting job and finishes none.
const doomedWorker = `
const [, path, connectionString, queue] = process.argv
const PgBoss = require(path)
const boss = new PgBoss({ connectionString, application_name: 'pgboss', supervise: false, schedule: false })
boss.on('error', () => {})
boss.start().then(() => boss.work(queue, { pollingIntervalSeconds: 0.5, batchSize: 1000 }, () => new Promise(() => {})))
`

async function killWorkerMidway(scope: Scope, database: Database, queue: string) {
  const path = createRequire(import.meta.url).resolve('pg-boss')
  const child = await startChild(scope, process.execPath, ['-e', doomedWorker, path, database.url(), queue])
  const waiting = "select count(*) from pgboss.job where name = $1 and state in ('created', 'retry')"
  await waitUntil('a worker has taken every job', async () => (await database.count(waiting, [queue])) === 0)
  await child.end('SIGKILL')
  // The server notices a dropped connection a moment later.
  await pause(100)
}

/**
 * Makes the data of jobs, whatever queue they go into.
 * @returns What gives the data of so many new orders, numbered from 1, with changes that all of them have.
 */
export function createOrders(): (count: number, changes?: Partial<JobData>) => JobData[] {
  let ordered = 0
  return (count, changes) =>
    Array.from({ length: count }, () => {
      const order = `order-${++ordered}`
      return { order, amount: '12.50', customer: { address: 'nobody@example.com' }, ...changes }
    })
}
