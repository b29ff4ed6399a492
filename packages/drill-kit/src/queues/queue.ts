// The jobs of `startJobs`, on another queue: pg-boss 12, graphile-worker or BullMQ, each with its own library.
import type { Scope } from '@keys/drill'
import { createOrders, workOn, type Jobs, type JobsFault } from '../app/jobs.js'
import { appLogin } from '../app/tables.js'
import { createFaults } from '../faults.js'
import { waitUntil } from '../http.js'
import { createPool, type Database } from '../postgres/database.js'
import type { RedisServer } from '../redis/server.js'
import { bullMq } from './bullmq.js'
import { graphileWorker } from './graphile-worker.js'
import { pgBoss12 } from './pg-boss-12.js'

/** A library of queues. */
export type QueueKind = 'pg-boss-12' | 'graphile-worker' | 'bullmq'

/** The running feature, without what only pg-boss 10 has. */
export type QueueJobs = Pick<
  Jobs,
  'fault' | 'fix' | 'has' | 'queue' | 'keyField' | 'mailerUrl' | 'send' | 'stopWorkers' | 'settle'
> & {
  /** Starts workers. */
  startWorkers(): Promise<void>
  /** Takes every waiting job, as a process does that is killed before it ends any. */
  orphan(): Promise<void>
  /** Makes all jobs older by so many minutes. */
  age(minutes: number): Promise<void>
}

/** Settings of the feature. */
export type QueueOptions = {
  /** The database with the application's tables; for BullMQ it holds the effects only. */
  database: Database
  mailerUrl: string
  queue?: string
} & ({ kind: 'pg-boss-12' | 'graphile-worker' } | { kind: 'bullmq'; redis: RedisServer })

/**
 * Adds a queue and workers.
 *
 * @param scope Ends them when closed.
 * @param options Which library, and where.
 * @returns The feature's handle, with workers running.
 */
export async function startQueue(scope: Scope, options: QueueOptions): Promise<QueueJobs> {
  const { database, queue = 'mail' } = options
  const faults = createFaults<JobsFault>()
  const pool = createPool(database.url(appLogin), 'app')
  scope.defer(() => pool.end())
  const engine = await engineOf(scope, options, queue)
  const orders = createOrders()
  const jobs: QueueJobs = {
    ...faults,
    queue,
    keyField: 'order',
    mailerUrl: options.mailerUrl,
    async send(count, changes) {
      const all = orders(count, changes)
      await engine.send(all)
      return all.map((data) => data.order ?? '')
    },
    startWorkers: () => engine.startWorkers((data) => workOn(jobs, pool, scope, data)),
    stopWorkers: () => engine.stopWorkers(),
    orphan: () => engine.orphan(),
    settle: () => waitUntil('no job is waiting or active', async () => (await engine.countOpen()) === 0, 60_000),
    age: (minutes) => engine.age(minutes)
  }
  await jobs.startWorkers()
  return jobs
}

function engineOf(scope: Scope, options: QueueOptions, queue: string) {
  if (options.kind === 'bullmq') return bullMq(scope, options.redis, queue)
  return options.kind === 'pg-boss-12'
    ? pgBoss12(scope, options.database, queue)
    : graphileWorker(scope, options.database, queue)
}
