// @ts-check
// Wrong actions that tempt. The runbook's own verifications find each of them out.
import { ASKED, COMPARED, PLANNED, STUCK, VOUCHED } from './paths.js'
import { effectsOnce, jobsAre } from './proofs.js'
import { staleJobs } from './scenarios-diagnosis.js'
import { badRelease, failAfterEffect, hang, inTurn, mailerIs, mailerWasDown, pass, sql } from './world.js'

const decisions = { 'Step 5': VOUCHED }

/** @type {import('./world.js').QueueScenario[]} */
export const wrongAction = [
  {
    name: 'workers are started although half of what waits is stale',
    fault: staleJobs,
    decisions: { 'Step 7': 'some of it is stale' },
    wrongAction: {
      description: 'leaves the stale jobs waiting, so that they run with the others',
      instead: { 'Action 8': () => {} }
    },
    path: [...STUCK, 'Step 7', 'Action 8'],
    end: 'escalate'
  },
  {
    name: 'workers hang on a mailer that is sick',
    fault: inTurn(mailerWasDown(1), mailerIs(503)),
    wrongAction: { description: 'starts more workers to get through', instead: { 'Action 1': hang } },
    path: [...ASKED, 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'failed jobs are deleted',
    fault: inTurn(mailerWasDown(), pass('2 minutes'), mailerIs(401)),
    wrongAction: {
      description: 'deletes what has failed, so that the alert ends',
      instead: { 'Action 2': inTurn(sql(`delete from pgboss.job where state = 'failed'`), mailerIs('ok')) }
    },
    decisions,
    path: [...ASKED, 'Action 2', ...PLANNED, 'Action 7', 'Verify 1', 'Verify 2'],
    end: 'escalate'
  },
  {
    name: 'everything is retried',
    fault: badRelease(),
    wrongAction: {
      description: 'retries every failed job while the release is as bad as before',
      instead: { 'Action 2': async ({ jobs }) => (await jobs.retryAll(), jobs.settle()) }
    },
    path: [...COMPARED, 'Action 2'],
    end: 'escalate',
    // Each job has a second copy now.
    invariants: jobsAre('mail failed 5', 'mail-dead-letters created 10')
  },
  {
    name: 'the dead letters are sent again',
    fault: failAfterEffect,
    wrongAction: {
      description: 'sends every copy of the dead-letter queue again',
      instead: { 'Action 7': async ({ jobs }) => (await jobs.redriveDeadLetters(), jobs.settle()) }
    },
    decisions,
    path: [...ASKED, ...PLANNED, 'Action 7', 'Verify 1', 'Verify 2'],
    end: 'escalate',
    // Only the unique key has kept the second run from doing harm.
    invariants: effectsOnce(2)
  }
]
