// @ts-check
// Causes that another runbook or another person fixes.
import { ASKED, CHECKED, COMPARED, GROUPED, LOCKOUT, OUTAGE, STUCK } from './paths.js'
import { effectsOnce, jobsAre } from './proofs.js'
import {
  badRelease,
  closeDatabase,
  connectIdly,
  hang,
  inTurn,
  killMidway,
  lastAttempt,
  mailerIs,
  mailerWasDown,
  nothing,
  pass,
  sql,
  stopWorkers
} from './world.js'

const RECONCILIATION = '@keys/runbook-data-reconciliation-mismatch'
const WANTED = { 'Step 7': 'all of it is still wanted' }

/** A job failed because its process went away, and no process is there. @type {import('./world.js').QueueAction} */
async function failedAndAlone({ jobs, database }) {
  await jobs.send(1)
  await jobs.settle()
  await jobs.stopWorkers()
  await database.query(`update pgboss.job set state = 'failed', started_on = now() - interval '1 hour',
    output = '{"message": "job failed by timeout in active state"}' where name = 'mail'`)
}

/** Two jobs wait since hours, one is new, and nobody works. @type {import('./world.js').QueueAction} */
export async function staleJobs(world) {
  await world.jobs.stopWorkers()
  await world.jobs.send(2)
  await world.jobs.age('10 hours')
  await world.jobs.send(1)
  await world.jobs.age('10 minutes')
  return { inputs: { STALE_HOURS: '4' } }
}

/** @type {import('./world.js').QueueScenario[]} */
export const diagnosis = [
  {
    name: 'the mailer takes requests and never answers',
    fault: inTurn(mailerWasDown(1), mailerIs('blackhole')),
    manualActions: { 'Action 1': stopWorkers },
    path: [...ASKED, 'Action 1'],
    end: OUTAGE,
    invariants: effectsOnce(0)
  },
  {
    name: 'jobs have their effect twice',
    fault: async ({ jobs, database }) => {
      await database.query('alter table job_effects drop constraint job_effects_pkey')
      jobs.fault('naive-effect', 'fails-after-effect')
      await jobs.send(2)
      await jobs.settle()
    },
    manualActions: { 'Action 1': stopWorkers },
    path: ['Check 1', 'Check 2', 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'the mailer asks for patience, and the database goes away',
    fault: inTurn(mailerWasDown(1), mailerIs(429)),
    manualActions: { 'Action 1': inTurn(stopWorkers, closeDatabase) },
    path: [...ASKED, 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'something before the mailer sends on to a page',
    fault: inTurn(mailerWasDown(1), mailerIs(302)),
    path: ASKED,
    end: 'escalate'
  },
  {
    name: 'jobs take nearly as long as they may, and one was cut off when the worker stopped',
    fault: async (world) => {
      await world.jobs.send(2)
      await world.jobs.settle()
      await world.database.query(`update pgboss.job set started_on = completed_on - interval '55 seconds'`)
      await hang(world)
      await lastAttempt(world)
      await world.jobs.stopWorkers()
      await world.jobs.startWorkers()
      await world.jobs.age('2 minutes')
    },
    // The release that is faster runs; nothing has come since.
    manualActions: { 'Action 2': nothing },
    before: { 'Step 5': closeDatabase },
    path: [...STUCK, 'Action 2', 'Step 5'],
    end: 'escalate',
    invariants: effectsOnce(2)
  },
  {
    name: 'nobody expires what hangs, and the database goes away',
    fault: inTurn(killMidway, connectIdly),
    decisions: WANTED,
    manualActions: { 'Action 3': closeDatabase },
    path: [...STUCK, 'Step 7', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'the workers take jobs of another queue, also after a restart',
    fault: inTurn(stopWorkers, async ({ jobs }) => void (await jobs.send(1)), pass('10 minutes'), connectIdly),
    decisions: WANTED,
    manualActions: { 'Action 3': nothing },
    path: [...STUCK, 'Step 7', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'bulk jobs take every worker, and urgent ones wait: a restart does not help',
    fault: async ({ jobs, database }) => {
      await jobs.stopWorkers()
      await jobs.send(2)
      await database.query(`
        update pgboss.job set start_after = now() - interval '20 minutes' where name = 'mail';
        update pgboss.job set state = 'completed', started_on = now() - interval '30 seconds', completed_on = now()
        where id = (select id from pgboss.job where name = 'mail' order by id limit 1)`)
    },
    path: STUCK,
    end: 'escalate',
    invariants: effectsOnce(0)
  },
  {
    name: 'nobody works, nothing waits, and nobody is seen after a start',
    fault: failedAndAlone,
    manualActions: { 'Action 3': nothing },
    path: [...STUCK, 'Step 7', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'orphans may have had their effect, and nothing refuses a second one',
    fault: inTurn(killMidway, sql('alter table job_effects drop constraint job_effects_pkey')),
    path: [...STUCK, 'Step 7'],
    end: 'escalate'
  },
  {
    name: 'the database goes away before anybody sees what would run',
    fault: killMidway,
    before: { 'Step 7': closeDatabase },
    path: [...STUCK, 'Step 7'],
    end: 'escalate'
  },
  {
    name: 'the database goes away before stale jobs are cancelled',
    fault: staleJobs,
    decisions: { 'Step 7': 'some of it is stale' },
    before: { 'Action 8': closeDatabase },
    path: [...STUCK, 'Step 7', 'Action 8'],
    end: 'escalate'
  },
  {
    name: 'few jobs fail since a release, and the database goes away',
    fault: badRelease(2),
    decisions: { 'Step 4': 'after a release' },
    manualActions: { 'Action 2': closeDatabase },
    path: [...COMPARED, 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'few jobs fail, and there is no ledger',
    fault: inTurn(async ({ jobs }) => {
      await jobs.send(1)
      await jobs.send(1, { customer: null })
      await jobs.settle()
    }, sql('drop table job_effects')),
    decisions: { 'Step 4': 'nothing was changed', 'Step 5': 'nobody vouches that the receiver' },
    path: [...COMPARED, 'Step 5'],
    end: 'escalate',
    invariants: jobsAre('mail completed 1', 'mail failed 1', 'mail-dead-letters created 1')
  },
  {
    name: 'the first jobs are archived soon, and the ledger takes a key once for each time',
    fault: inTurn(
      mailerWasDown(1),
      pass('11 hours 30 minutes'),
      sql(`
        alter table job_effects drop constraint job_effects_pkey;
        create unique index on job_effects (queue, key, done_at)`)
    ),
    path: [...ASKED, 'Step 5'],
    end: RECONCILIATION
  },
  {
    name: 'the handler’s role may no longer write',
    fault: async ({ jobs, database }) => {
      await database.query('revoke insert on job_effects from app_web')
      await jobs.send(1)
      await jobs.settle()
    },
    path: GROUPED,
    end: LOCKOUT
  },
  {
    name: 'the database goes away before poison is told from a release',
    fault: badRelease(1),
    before: { 'Step 4': closeDatabase },
    path: COMPARED,
    end: 'escalate'
  },
  {
    name: 'the database goes away before the failures are grouped',
    before: { 'Step 1': closeDatabase },
    path: GROUPED,
    end: 'escalate'
  },
  {
    name: 'the database goes away before the failures are saved',
    before: { 'Check 3': closeDatabase },
    path: CHECKED,
    end: 'escalate'
  }
]
