// @ts-check
// Faults that the runbook fixes, up to the last verification.
import { ASKED, COMPARED, GROUPED, PLANNED, REPLAYED, STUCK, VERIFIED, VOUCHED } from './paths.js'
import { staleJobs } from './scenarios-diagnosis.js'
import { all, effectsOnce, jobsAre, verdicts } from './proofs.js'
import {
  archive,
  badRelease,
  failAfterEffect,
  inTurn,
  mailerIs,
  mailerWasDown,
  nothing,
  pass,
  killMidway,
  lastAttempt,
  ledgerIsElsewhere,
  letGo,
  startWorkers,
  waitForLock
} from './world.js'

const decisions = { 'Step 5': VOUCHED }

/** @type {import('./world.js').QueueScenario[]} */
export const repairs = [
  {
    name: 'the mailer was down',
    fault: async ({ mailer, jobs }) => {
      await mailer.set({ mode: 'status', status: 503 })
      await jobs.send(12)
      // Poison, a job without a key, and an order that was sent twice.
      await jobs.send(1, { customer: null })
      await jobs.send(1, { order: undefined })
      await jobs.send(1, { order: 'order-1' })
      await jobs.settle()
      await mailer.set('ok')
    },
    decisions,
    path: [...ASKED, ...REPLAYED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: all(
      effectsOnce(12),
      // Neither poison nor the job without a key ran again, and their copies wait for a person.
      jobsAre('mail completed 12', 'mail failed 3', 'mail-dead-letters created 2', 'mail-dead-letters cancelled 13')
    )
  },
  {
    name: 'the mailer was down, and this database has no ledger: what the queue completed stands for it',
    fault: inTurn(ledgerIsElsewhere, async ({ jobs }) => (await jobs.send(1), jobs.settle()), mailerWasDown(3)),
    decisions,
    path: [...ASKED, ...REPLAYED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: jobsAre('mail completed 4', 'mail-dead-letters cancelled 3')
  },
  {
    name: 'a release takes a text for a number',
    fault: badRelease(),
    manualActions: {
      'Action 2': inTurn(
        ({ jobs }) => jobs.fix(),
        pass('2 minutes'),
        async ({ jobs }) => {
          await jobs.send(2)
          await jobs.settle()
        }
      )
    },
    decisions,
    path: [...COMPARED, 'Action 2', ...REPLAYED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: all(effectsOnce(7), jobsAre('mail completed 7', 'mail-dead-letters cancelled 5'))
  },
  {
    name: 'the mailer was down at the weekend, and the jobs are in the archive',
    fault: inTurn(mailerWasDown(3), archive),
    before: {
      // One of them turns out to be poison, too.
      'Action 5': async ({ database }) => {
        await database.query(`
          update pgboss.job set data = data || '{"customer": null}'
          where id = (select id from pgboss.job where name = 'mail' order by completed_on desc, id desc limit 1)`)
      }
    },
    decisions,
    path: [...ASKED, ...PLANNED, 'Action 4', 'Step 6', 'Action 5', 'Action 6', 'Action 7', ...VERIFIED],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: effectsOnce(2)
  },
  {
    name: 'the worker was killed while jobs were active',
    // For one of them it was the last attempt.
    fault: inTurn(killMidway, lastAttempt),
    before: {
      // When workers run again, one job waits for a lock at first.
      'Step 3': [nothing, waitForLock, nothing],
      'Step 1': [nothing, nothing, letGo]
    },
    manualActions: { 'Action 3': startWorkers },
    decisions: { ...decisions, 'Step 7': 'all of it is still wanted' },
    path: [...STUCK, 'Step 7', 'Action 3', 'Step 1', 'Step 3', 'Step 1', 'Step 3', ...REPLAYED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: effectsOnce(4)
  },
  {
    name: 'nobody worked for ten hours, and codes that are stale must not go out',
    fault: staleJobs,
    decisions: { ...decisions, 'Step 7': 'some of it is stale' },
    manualActions: { 'Action 3': startWorkers },
    path: [...STUCK, 'Step 7', 'Action 8', 'Action 3', 'Step 1', ...PLANNED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: all(effectsOnce(1), jobsAre('mail completed 1', 'mail cancelled 2'))
  },
  {
    name: 'the effect is there and the job failed, beside poison',
    fault: async (world) => {
      await failAfterEffect(world)
      await world.jobs.send(3, { customer: null })
      await world.jobs.settle()
      await world.jobs.send(4)
      await world.jobs.settle()
    },
    decisions,
    path: [...COMPARED, ...PLANNED, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 7',
    end: 'resolved',
    invariants: async (world) => {
      await effectsOnce(6)(world)
      const plan = await verdicts(world)
      if (plan.sort().join() !== 'apart,apart,apart,covered,covered') throw new Error(`the plan is ${plan.join(', ')}`)
    }
  },
  {
    name: 'a receipt is late, and nothing failed',
    fault: async ({ jobs }) => {
      await jobs.send(1)
      await jobs.settle()
    },
    before: { 'Verify 3': inTurn(mailerIs(503), async ({ jobs }) => (await jobs.send(1), jobs.settle())) },
    decisions,
    path: [...GROUPED, ...PLANNED, 'Action 7', ...VERIFIED],
    // The next day jobs fail again.
    end: 'escalate'
  }
]
