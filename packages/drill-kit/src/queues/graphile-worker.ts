// A task of graphile-worker.
import type { Runner } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Scope } from '@keys/drill'
import type { JobData } from '../app/jobs.js'
import { createPool, type Database } from '../postgres/database.js'
import type { QueueEngine } from './engine.js'

/**
 * Makes the schema.
 *
 * @param scope Ends it when closed.
 * @param database An empty database, or one with other tables.
 * @param queue The task identifier.
 * @returns Its engine.
 */
export async function graphileWorker(scope: Scope, database: Database, queue: string): Promise<QueueEngine> {
  // Libraries of queues are loaded where one is drilled.
  const { Logger, run, runMigrations } = await import('graphile-worker')
  const logger = new Logger(() => () => {})
  const connectionString = database.url()
  await runMigrations({ connectionString, logger })
  const open = `from graphile_worker._private_jobs where attempts < max_attempts or locked_at is not null`
  let workers: { runner: Runner; pool: Pool } | undefined
  async function stopWorkers() {
    const old = workers
    workers = undefined
    await old?.runner.stop().catch(() => {})
    await old?.pool.end()
  }
  scope.defer(stopWorkers)
  return {
    async send(jobs) {
      const add = 'select graphile_worker.add_job($1, $2::json, max_attempts => 2)'
      for (const data of jobs) await database.query(add, [queue, JSON.stringify(data)])
      // Retries wait for seconds; a drill does not.
      if (jobs.length > 0) await database.query(retryAtOnce)
    },
    async startWorkers(handler) {
      await stopWorkers()
      const taskList = { [queue]: (payload: unknown) => handler(payload as JobData) }
      // Locks of workers that are gone are looked for at once, and not within ten minutes.
      const preset = { worker: { minResetLockedInterval: 100, maxResetLockedInterval: 200 } }
      // A pool of the library's own would be without its listeners once it stops, and a server that goes away then ends us.
      const pool = createPool(connectionString, 'app')
      pool.on('connect', (client) => client.on('error', () => {}))
      const options = { pgPool: pool, logger, preset, concurrency: 4, pollInterval: 500, noHandleSignals: true }
      workers = { pool, runner: await run({ ...options, taskList }) }
    },
    stopWorkers,
    async orphan() {
      const taken = `locked_at = now(), locked_by = 'worker-gone', attempts = attempts + 1`
      await database.query(`update graphile_worker._private_jobs set ${taken} where attempts < max_attempts`)
    },
    countOpen: () => database.count(`select count(*) ${open}`),
    async age(minutes) {
      const times = ['run_at', 'created_at', 'updated_at', 'locked_at']
      const older = times.map((column) => `${column} = ${column} - $1 * interval '1 minute'`)
      await database.query(`update graphile_worker._private_jobs set ${older.join(', ')}`, [minutes])
    }
  }
}

const retryAtOnce = `
create or replace function graphile_worker.at_once() returns trigger language plpgsql as
  'begin if new.locked_at is null and old.locked_at is not null then new.run_at := now(); end if; return new; end';
create or replace trigger at_once before update on graphile_worker._private_jobs
  for each row execute function graphile_worker.at_once()`
