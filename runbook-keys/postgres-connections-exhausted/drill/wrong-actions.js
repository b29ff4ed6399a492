// @ts-check
// What tempts whoever wants slots at once, and how the text finds it out.
import { blocked, CHECKED, forgetSessions, forgetTransactions, limitsAreBack, nothing } from './world.js'

/** @typedef {import('./world.js').Slots} Slots */
/** @typedef {import('./world.js').SlotsScenario} SlotsScenario */

/** Runs as the administrator. @param {string} sql */
const query = (sql) => async (/** @type {Slots} */ { database }) => void (await database.query(sql))

/** @type {readonly SlotsScenario[]} */
export const wrongActions = [
  {
    name: 'somebody who waits is ended in place of the one who blocks',
    fault: blocked,
    wrongAction: {
      description: 'ends a session that waits',
      instead: { 'Action 1': async ({ clients }) => clients[0]?.end() }
    },
    path: [...CHECKED, 'Step 2', 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'transactions of another role are ended',
    fault: forgetTransactions,
    wrongAction: {
      description: 'ends the sessions of the reports',
      instead: { 'Action 2': query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'reports'`) }
    },
    manualActions: { 'Action 4': nothing },
    path: [...CHECKED, 'Action 2', 'Action 4'],
    end: 'escalate'
  },
  {
    name: 'idle sessions are canceled, which ends nothing',
    fault: forgetSessions,
    wrongAction: {
      description: 'cancels their queries with pg_cancel_backend',
      instead: { 'Action 3': query(`select pg_cancel_backend(pid) from pg_stat_activity where usename = 'app'`) }
    },
    manualActions: { 'Action 4': nothing },
    path: [...CHECKED, 'Action 3', 'Action 4'],
    end: 'escalate'
  },
  {
    name: 'the limits are set for the wrong role',
    fault: forgetSessions,
    wrongAction: {
      description: 'sets them for the reports',
      instead: {
        'Action 6': async ({ database, evidence }) => {
          await database.query('alter role reports set idle_session_timeout = 1000')
          const { writeFile } = await import('node:fs/promises')
          await writeFile(`${evidence}/limits-before.sql`, 'alter role reports reset idle_session_timeout;\n')
        }
      }
    },
    path: [...CHECKED, 'Action 3', 'Action 6'],
    end: 'escalate',
    invariants: limitsAreBack
  }
]
