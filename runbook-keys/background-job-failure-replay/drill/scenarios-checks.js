// @ts-check
// What the first two checks find.
import { OUTAGE } from './paths.js'
import { closeDatabase, nothing } from './world.js'

/** @type {import('./world.js').QueueScenario[]} */
export const checks = [
  {
    name: 'every input is wrong at first, and pg-boss is a later one',
    fault: () => ({ inputs: { EVIDENCE_DIR: '/dev/null/evidence', REPLAY_PER_SECOND: 'two', QUEUE_NAME: 'male' } }),
    before: {
      // One thing is corrected, and the next shows.
      'Check 1': [
        nothing,
        ({ evidence }) => ({ inputs: { EVIDENCE_DIR: evidence('.') } }),
        () => ({ inputs: { REPLAY_PER_SECOND: '2' } }),
        async ({ jobs, database }) => {
          await database.query('update pgboss.version set version = 26')
          return { inputs: { QUEUE_NAME: jobs.queue } }
        }
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1', 'Check 2', 'Check 1', 'Check 2'],
    end: 'escalate'
  },
  {
    name: 'the database takes no connection',
    fault: closeDatabase,
    path: ['Check 1', 'Check 2'],
    end: OUTAGE
  },
  {
    name: 'the operator’s role may not read the queue',
    fault: ({ database }) => ({ inputs: { DATABASE_URL: database.url('app_web') } }),
    path: ['Check 1', 'Check 2'],
    end: 'escalate'
  }
]
