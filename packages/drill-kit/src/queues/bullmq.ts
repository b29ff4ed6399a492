// A queue of BullMQ.
import type { Queue, Worker } from 'bullmq'
import type { Scope } from '@keys/drill'
import type { JobData } from '../app/jobs.js'
import type { RedisServer } from '../redis/server.js'
import type { QueueEngine } from './engine.js'

/**
 * Makes the queue.
 *
 * @param scope Ends it when closed.
 * @param redis The server.
 * @param queue Its name.
 * @returns Its engine, and the queue as the library has it.
 */
export async function bullMq(
  scope: Scope,
  redis: RedisServer,
  queue: string
): Promise<QueueEngine & { readonly library: Queue<JobData> }> {
  // Libraries of queues are loaded where one is drilled.
  const { Queue, Worker } = await import('bullmq')
  const password = redis.client.options.password
  const connection = {
    host: redis.host,
    port: redis.port,
    maxRetriesPerRequest: null,
    ...(password ? { password } : {})
  }
  const library = new Queue<JobData>(queue, { connection, defaultJobOptions: { attempts: 2 } })
  library.on('error', () => {})
  scope.defer(() => library.close())
  await library.waitUntilReady()
  let workers: Worker<JobData> | undefined
  async function stopWorkers() {
    const old = workers
    workers = undefined
    await old?.close(true)
  }
  scope.defer(stopWorkers)
  return {
    library,
    async send(jobs) {
      await library.addBulk(jobs.map((data) => ({ name: 'send', data })))
    },
    async startWorkers(handler) {
      await stopWorkers()
      const options = { connection, concurrency: 4, stalledInterval: 1000, drainDelay: 1 }
      workers = new Worker<JobData>(queue, ({ data }) => handler(data), options)
      workers.on('error', () => {})
      await workers.waitUntilReady()
    },
    stopWorkers,
    async orphan() {
      // Whoever takes jobs by hand and renews no lock looks like a process that has been killed.
      const doomed = new Worker<JobData>(queue, null, { connection, autorun: false, lockDuration: 50 })
      doomed.on('error', () => {})
      while ((await library.getWaitingCount()) > 0) await doomed.getNextJob('gone', { block: false })
      await doomed.close(true)
    },
    async countOpen() {
      const counts = await library.getJobCounts('waiting', 'active', 'delayed', 'prioritized')
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    },
    async age(minutes) {
      const jobs = await library.getJobs(['waiting', 'active', 'delayed', 'failed', 'completed', 'prioritized'])
      for (const { id } of jobs) {
        const key = `bull:${queue}:${id}`
        for (const field of ['timestamp', 'processedOn', 'finishedOn']) {
          if (await redis.client.hexists(key, field)) await redis.client.hincrby(key, field, -minutes * 60_000)
        }
      }
      for (const set of ['failed', 'completed']) {
        const members = await redis.client.zrange(`bull:${queue}:${set}`, '0', '-1')
        for (const id of members) await redis.client.zincrby(`bull:${queue}:${set}`, String(-minutes * 60_000), id)
      }
    }
  }
}
