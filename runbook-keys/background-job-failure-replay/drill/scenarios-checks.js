// @ts-check
// What the first two checks find.
import { CONNECTIONS, OUTAGE } from './paths.js'
import { closeDatabase, nothing, sql } from './world.js'

/** @type {import('./world.js').QueueScenario[]} */
export const checks = [
  {
    name: 'every input is wrong at first, and pg-boss is one that nobody knows',
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
    before: { 'Check 2': closeDatabase },
    path: ['Check 1', 'Check 2', 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'the address of the database is wrong in three ways, and each is told apart from an outage',
    before: {
      'Check 1': [
        ({ database }) => ({ inputs: { DATABASE_URL: database.url().replace(`/${database.name}`, '/not-there') } }),
        // Longer than a name may be, so that no name server is asked.
        () => ({ inputs: { DATABASE_URL: `postgresql://app@${'a'.repeat(70)}.invalid/app` } }),
        async ({ database }) => {
          await database.query('create role limited login connection limit 0')
          return { inputs: { DATABASE_URL: database.url('limited') } }
        }
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1'],
    end: CONNECTIONS,
    invariants: sql('drop role limited')
  },
  {
    name: 'the operator’s role may not read the queue',
    fault: ({ database }) => ({ inputs: { DATABASE_URL: database.url('app_web') } }),
    path: ['Check 1', 'Check 2'],
    end: 'escalate'
  }
]
