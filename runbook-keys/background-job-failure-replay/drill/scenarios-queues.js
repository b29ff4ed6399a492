// @ts-check
// The same incidents on other queues, each held by its own library.
import { startQueue, startRedis, waitUntil } from '@keys/drill-kit'
import { ASKED, OUTAGE, PLANNED, REPLAYED, STUCK, VERIFIED, VOUCHED } from './paths.js'
import { effectsOnce } from './proofs.js'

/** @typedef {import('@keys/drill-kit').QueueJobs} QueueJobs */
/** @typedef {import('./world.js').Queue & { other: QueueJobs, redis: import('@keys/drill-kit').RedisServer }} OtherQueue */

const PASSWORD = 'drill-not-a-real-redis-password'
const decisions = { 'Step 5': VOUCHED }

/**
 * The queue is another one than pg-boss 10, and then something happens to it.
 * @param {import('@keys/drill-kit').QueueKind} kind
 * @param {(world: OtherQueue) => Promise<unknown>} fault
 * @returns {import('./world.js').QueueAction} The action.
 */
function on(kind, fault) {
  return async (world) => {
    const { scope, database, jobs } = world
    await jobs.stopWorkers()
    await database.query('drop schema pgboss cascade')
    const { mailerUrl } = jobs
    const redis = kind === 'bullmq' ? await startRedis(scope, { requirepass: PASSWORD }) : undefined
    // Somebody has mistyped the password once; Redis counts that among its errors.
    if (redis) await redis.client.call('auth', 'mistyped').catch(() => {})
    const other = await (redis
      ? startQueue(scope, { kind: 'bullmq', redis, database, mailerUrl })
      : startQueue(scope, { kind: /** @type {'pg-boss-12'} */ (kind), database, mailerUrl }))
    // Only scenarios of BullMQ look at its server.
    await fault(Object.assign(world, { other, redis: /** @type {OtherQueue['redis']} */ (redis) }))
    const address = redis && { REDIS_HOST: redis.host, REDIS_PORT: String(redis.port), REDISCLI_AUTH: PASSWORD }
    return { inputs: { STALE_HOURS: '4', ...address } }
  }
}

/**
 * @param {(world: OtherQueue) => Promise<unknown>} action
 * @returns {import('./world.js').QueueAction} The action.
 */
const other = (action) => async (world) => void (await action(/** @type {OtherQueue} */ (world)))

/** Jobs fail because the mailer is down, and one of them is poison. @param {OtherQueue} world */
async function mailerWasDown({ other: jobs, mailer }) {
  await jobs.send(1)
  await jobs.settle()
  await mailer.set({ mode: 'status', status: 503 })
  await jobs.send(3)
  await jobs.settle()
  await mailer.set('ok')
  await jobs.send(1, { customer: null })
  await jobs.settle()
}

/** Nobody works for five hours; then one job is new. @param {OtherQueue} world */
async function nobodyWorked({ other: jobs }) {
  await jobs.stopWorkers()
  await jobs.send(2)
  await jobs.age(300)
  await jobs.send(1)
  await jobs.age(10)
}

/** Workers are killed while they work, and nobody looks for a while. @param {OtherQueue} world */
async function killedMidway({ other: jobs }) {
  await jobs.stopWorkers()
  await jobs.send(2)
  await jobs.orphan()
  await jobs.age(300)
}

const startWorkers = other(async ({ other: jobs }) => {
  await jobs.startWorkers()
  await jobs.settle()
})

/** @type {import('@keys/drill-kit').QueueKind[]} */
const kinds = ['pg-boss-12', 'graphile-worker', 'bullmq']

/** @type {import('./world.js').QueueScenario[]} */
export const queues = [
  ...kinds.map((kind) => ({
    name: `the mailer was down, and the queue is ${kind}`,
    fault: on(kind, mailerWasDown),
    decisions,
    path: [...ASKED, ...REPLAYED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: effectsOnce(4)
  })),
  ...kinds.map((kind) => ({
    name: `nobody worked, some of it is stale, and the queue is ${kind}`,
    fault: on(kind, nobodyWorked),
    decisions: { ...decisions, 'Step 7': 'some of it is stale' },
    manualActions: { 'Action 3': startWorkers },
    path: [...STUCK, 'Step 7', 'Action 8', 'Action 3', 'Step 1', ...PLANNED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: effectsOnce(1)
  })),
  ...kinds.map((kind) => ({
    name: `workers were killed midway, and the queue is ${kind}`,
    fault: on(kind, killedMidway),
    decisions: { ...decisions, 'Step 7': 'all of it is still wanted' },
    manualActions: { 'Action 3': startWorkers },
    path: [...STUCK, 'Step 7', 'Action 3', 'Step 1', ...PLANNED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: effectsOnce(2)
  })),
  {
    name: 'somebody paused the queue of BullMQ and forgot it',
    fault: on('bullmq', async ({ other: jobs, redis }) => {
      await redis.client.hset('bull:mail:meta', 'paused', '1')
      await redis.client.del('bull:mail:marker')
      await jobs.send(2)
      await jobs.age(10)
    }),
    decisions: { ...decisions, 'Step 7': 'all of it is still wanted' },
    manualActions: {
      'Action 3': other(async ({ redis, other: jobs }) => {
        await redis.client.hdel('bull:mail:meta', 'paused')
        await redis.client.zadd('bull:mail:marker', 0, '0')
        await jobs.settle()
      })
    },
    path: [...STUCK, 'Step 7', 'Action 3', 'Step 1', ...PLANNED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: effectsOnce(2)
  },
  {
    name: 'the Redis of BullMQ is full, everything is wedged, and probes are green',
    fault: on('bullmq', async ({ other: jobs, redis }) => {
      await jobs.send(1)
      await jobs.settle()
      await redis.client.config('SET', 'maxmemory', '1mb')
      await waitUntil('Redis refuses what writes', () =>
        redis.client.set('one', 'more').then(
          () => false,
          (error) => /OOM command not allowed/.test(String(error))
        )
      )
    }),
    path: ['Check 1'],
    end: 'escalate'
  },
  {
    name: 'the password of Redis is wrong, and then Redis goes away',
    fault: on('bullmq', async () => {}),
    before: {
      'Check 1': [
        () => ({ inputs: { REDISCLI_AUTH: 'not-the-password' } }),
        async (world) => {
          await /** @type {OtherQueue} */ (world).redis.stop()
          return { inputs: { REDISCLI_AUTH: PASSWORD } }
        }
      ]
    },
    path: ['Check 1', 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'the queue of BullMQ is misspelled, and then Redis goes away',
    fault: on('bullmq', async () => {}),
    before: {
      'Check 2': [
        () => ({ inputs: { QUEUE_NAME: 'male' } }),
        async (world) => {
          await /** @type {OtherQueue} */ (world).redis.stop()
          return { inputs: { QUEUE_NAME: 'mail' } }
        }
      ]
    },
    path: ['Check 1', 'Check 2', 'Check 1', 'Check 2'],
    end: 'escalate'
  }
]
