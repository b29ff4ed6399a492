// @ts-check
// The server, or the pooler, goes away in the middle of a path.
import { cutOff } from '@keys/drill-kit'
import { blocked, CHECKED, forgetSessions, forgetTransactions, OUTAGE, smallPool, stop, tooMuchWork } from './world.js'

/** @typedef {import('./world.js').SlotsAction} SlotsAction */
/** @typedef {import('./world.js').SlotsScenario} SlotsScenario */

/** @type {SlotsAction} */
const stopPooler = async ({ pooler }) => pooler?.stop()

const server = { what: 'the server', goesAway: stop }
const pooler = { what: 'the pooler', goesAway: stopPooler }
const leadsTo = { 'Check 3': { path: ['Check 1'], end: OUTAGE } }

const sessions = { fault: forgetSessions, path: [...CHECKED, 'Action 3', 'Action 6'] }
const lock = { fault: blocked, path: [...CHECKED, 'Step 2', 'Action 1'] }
const pool = { fault: smallPool(1), path: [...CHECKED, 'Step 3', 'Action 5'] }

/** @type {readonly SlotsScenario[]} */
export const cutOffs = [
  ...cutOff(sessions, { ...server, at: ['Check 3', 'Step 1'], leadsTo }),
  ...cutOff(sessions, { ...server, at: ['Action 3', 'Action 6'], when: 'acting' }),
  ...cutOff(lock, { ...server, at: ['Step 2'] }),
  ...cutOff(lock, { ...server, at: ['Action 1'], when: 'acting' }),
  ...cutOff({ fault: forgetTransactions, path: [...CHECKED, 'Action 2'] }, { ...server, at: ['Action 2'], when: 'acting' }),
  ...cutOff({ fault: tooMuchWork, path: [...CHECKED, 'Action 4'] }, { ...server, at: ['Action 4'], when: 'acting' }),
  ...cutOff(pool, { ...pooler, at: ['Step 3'] }),
  ...cutOff(pool, { ...pooler, at: ['Action 5'], when: 'acting' })
]
