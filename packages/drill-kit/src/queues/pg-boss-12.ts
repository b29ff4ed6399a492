// A queue of pg-boss 12, with a dead-letter queue.
import type { Scope } from '@keys/drill'
import type { JobData } from '../app/jobs.js'
import type { Database } from '../postgres/database.js'
import type { QueueEngine } from './engine.js'

/**
 * Makes the queue.
 *
 * @param scope Ends it when closed.
 * @param database An empty database, or one with other tables.
 * @param queue Its name; its dead letters go to a queue of the same name with `-dead-letters`.
 * @returns Its engine.
 */
export async function pgBoss12(scope: Scope, database: Database, queue: string): Promise<QueueEngine> {
  // Libraries of queues are loaded where one is drilled; this one asks for a newer Node than the rest.
  const { PgBoss } = await import('pg-boss-12')
  const start = async (name: string, supervise: boolean) => {
    const options = {
      application_name: name,
      supervise,
      schedule: false,
      superviseIntervalSeconds: 1,
      max: workerCount + 1
    }
    const boss = new PgBoss({ connectionString: database.url(), ...options })
    // Without a listener an error of a poll, such as a database that goes away, would end this process.
    boss.on('error', () => {})
    await boss.start()
    return boss
  }
  const stop = (boss: Awaited<ReturnType<typeof start>>) => boss.stop({ graceful: false }).catch(() => {})
  // The web process that orders jobs. Runbooks count connections of the name pgboss as workers, so it has another.
  const sender = await start('app', false)
  scope.defer(() => stop(sender))
  const deadLetter = `${queue}-dead-letters`
  await sender.createQueue(deadLetter)
  await sender.createQueue(queue, { deadLetter, retryLimit: 1, retryDelay: 0, expireInSeconds: 60 })
  let workers: Awaited<ReturnType<typeof start>> | undefined
  async function stopWorkers() {
    const old = workers
    workers = undefined
    if (old) await stop(old)
  }
  scope.defer(stopWorkers)
  return {
    async send(jobs) {
      await Promise.all(jobs.map((data) => sender.send(queue, data)))
    },
    async startWorkers(handler) {
      await stopWorkers()
      workers = await start('pgboss', true)
      for (let n = 0; n < workerCount; n++) {
        await workers.work<JobData>(queue, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
          if (job) await handler(job.data)
        })
      }
    },
    stopWorkers,
    async orphan() {
      await sender.fetch(queue, { batchSize: 1000 })
    },
    countOpen: () =>
      database.count(`select count(*) from pgboss.job where name = $1 and state in ('created', 'retry', 'active')`, [
        queue
      ]),
    async age(minutes) {
      const times = ['completed_on', 'started_on', 'created_on', 'start_after']
      const older = times.map((column) => `${column} = ${column} - $1 * interval '1 minute'`)
      await database.query(`update pgboss.job set ${older.join(', ')}`, [minutes])
    }
  }
}

const workerCount = 4
