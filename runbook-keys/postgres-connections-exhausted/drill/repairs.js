// @ts-check
// What takes the slots, and the action that frees them.
import { setTimeout as pause } from 'node:timers/promises'
import { waitUntil } from '@keys/drill-kit'
import {
  blocked,
  CHECKED,
  fillTheRole,
  forgetSessions,
  forgetTransactions,
  inTurn,
  migrationWaits,
  reportsAreThere,
  smallPool,
  startClient,
  tooMuchWork,
  VERIFIED
} from './world.js'

/** @typedef {import('./world.js').Slots} Slots */
/** @typedef {import('./world.js').SlotsScenario} SlotsScenario */

/** Half of the instances go. @param {Slots} world */
async function halve({ clients }) {
  for (const client of clients.splice(0, 5)) await client.end()
  await pause(500)
}

/** @type {readonly SlotsScenario[]} */
export const repairs = [
  {
    name: 'a worker forgets its transactions',
    fault: forgetTransactions,
    path: [...CHECKED, 'Action 2', 'Action 6', ...VERIFIED],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: reportsAreThere
  },
  {
    name: 'a pool leaks idle sessions',
    fault: forgetSessions,
    path: [...CHECKED, 'Action 3', 'Action 6', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: reportsAreThere
  },
  {
    name: 'the limit of the role is reached while the server has room',
    fault: fillTheRole,
    path: [...CHECKED, 'Action 3', 'Action 6', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    invariants: reportsAreThere
  },
  {
    name: 'one session holds a lock and nine wait',
    fault: blocked,
    path: [...CHECKED, 'Step 2', 'Action 1', ...VERIFIED],
    fixedBy: 'Action 1',
    end: 'resolved'
  },
  {
    name: 'a migration waits behind a forgotten reader, and all wait behind it',
    fault: migrationWaits,
    path: [...CHECKED, 'Step 2', 'Action 1', ...VERIFIED],
    fixedBy: 'Action 1',
    end: 'resolved'
  },
  {
    name: 'more work than slots',
    fault: tooMuchWork,
    manualActions: { 'Action 4': halve },
    path: [...CHECKED, 'Action 4', ...VERIFIED],
    fixedBy: 'Action 4',
    end: 'resolved'
  },
  {
    name: 'the pools together are larger than the server, and fill it again',
    fault: inTurn(forgetSessions, async (world) => {
      // They come in as soon as a slot is free.
      for (let n = 0; n < 10; n++) await startClient(world, 'select pg_sleep(60)')
    }),
    manualActions: { 'Action 4': halve },
    path: [...CHECKED, 'Action 3', 'Action 4', ...VERIFIED],
    fixedBy: 'Action 4',
    end: 'resolved'
  },
  {
    name: 'the pool of the pooler is too small',
    fault: smallPool(1),
    path: [...CHECKED, 'Step 3', 'Action 5', ...VERIFIED],
    fixedBy: 'Action 5',
    end: 'resolved'
  },
  {
    name: 'the lock is released meanwhile',
    fault: blocked,
    before: {
      'Step 2': async ({ database }) => {
        await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'`)
        await database.disconnect()
        const waits = `select count(*) from pg_stat_activity where wait_event_type = 'Lock'`
        await waitUntil('nobody waits', async () => (await database.count(waits)) === 0)
        await database.disconnect()
      }
    },
    path: [...CHECKED, 'Step 2', ...VERIFIED],
    end: 'resolved'
  },
  {
    name: 'it was over before anybody looked, without a pooler',
    path: [...CHECKED, 'Step 3', ...VERIFIED],
    end: 'resolved'
  },
  {
    name: 'it comes again, with the folder of this incident',
    before: { 'Check 3': ({ evidence }) => keep(evidence) },
    decisions: { 'Check 3': 'it was kept, and this folder was made for this incident' },
    path: [...CHECKED, 'Step 3', ...VERIFIED],
    end: 'resolved'
  }
]

/** @param {string} evidence */
async function keep(evidence) {
  const { writeFile } = await import('node:fs/promises')
  await writeFile(`${evidence}/sessions-before.txt`, 'pid|usename\n')
}
