// @ts-check
// What is somebody else's to decide, and what goes away while the text is followed.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { fillSlots } from '@keys/drill-kit'
import {
  CHECKED,
  forgetSessions,
  inTurn,
  nothing,
  OUTAGE,
  pooler,
  running,
  smallPool,
  startClient,
  VERIFIED
} from './world.js'

/** @typedef {import('./world.js').SlotsAction} SlotsAction */
/** @typedef {import('./world.js').SlotsScenario} SlotsScenario */

/** The slots of the administrator are taken too, by a tool that logs in as one. @type {SlotsAction} */
const lockOut = inTurn(forgetSessions, async ({ database }) => {
  await fillSlots(database, { inTransaction: true })
})

/** The address of the server, with another value in one place. @param {string} url @param {(url: URL) => void} change */
function changed(url, change) {
  const address = new URL(url)
  change(address)
  return { inputs: { DATABASE_URL: address.href } }
}

/** @type {readonly SlotsScenario[]} */
export const stops = [
  {
    name: 'inputs are wrong at first, and the server is down',
    fault: async (world) => {
      await world.postgres.stop()
      return { inputs: { EVIDENCE_DIR: '/dev/null/evidence', IDLE_SECONDS: 'five' } }
    },
    before: {
      'Check 1': [
        nothing,
        ({ evidence }) => ({ inputs: { EVIDENCE_DIR: evidence } }),
        () => ({ inputs: { IDLE_SECONDS: '1' } })
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'the address is wrong in two ways at first, and another server is asked',
    fault: ({ inputs }) => changed(inputs.DATABASE_URL, (url) => (url.hostname = 'no-such-host.invalid')),
    before: {
      'Check 1': [
        nothing,
        ({ inputs }) => changed(inputs.DATABASE_URL, (url) => (url.username = 'nobody_here')),
        ({ inputs }) => ({
          inputs: {
            DATABASE_URL: inputs.DATABASE_URL,
            APP_DATABASE_URL: inputs.APP_DATABASE_URL.replace('app:', 'stranger:')
          }
        })
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1', 'Check 2'],
    end: OUTAGE
  },
  {
    name: 'the reserved slots are taken too, until the owner ends a session on the host',
    fault: lockOut,
    before: {
      'Check 1': [
        nothing,
        async ({ postgres }) => {
          const { readdir, readFile } = await import('node:fs/promises')
          for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
            const words = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
            const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
            if (!words.startsWith('postgres: postgres ') || !status.includes(`PPid:\t${postgres.pid}\n`)) continue
            process.kill(Number(id), 'SIGTERM')
          }
          await pause(300)
        }
      ]
    },
    path: ['Check 1', ...CHECKED, 'Action 3', 'Action 6', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved'
  },
  {
    name: 'the evidence folder goes away before it is written',
    before: { 'Check 2': [({ evidence }) => rm(evidence, { recursive: true }), nothing] },
    path: ['Check 1', 'Check 2', ...CHECKED, 'Step 3', ...VERIFIED],
    end: 'resolved'
  },
  {
    name: 'the folder is of another incident',
    fault: async ({ evidence }) => {
      await mkdir(evidence)
      await writeFile(`${evidence}/sessions-before.txt`, 'pid|usename\n')
    },
    before: { 'Check 1': [nothing, ({ evidence }) => ({ inputs: { EVIDENCE_DIR: `${evidence}-2` } })] },
    decisions: { 'Check 3': 'it was kept, and this folder is of another incident' },
    path: ['Check 1', 'Check 2', 'Check 3', ...CHECKED, 'Step 3', ...VERIFIED],
    end: 'resolved'
  },
  {
    name: 'the evidence folder goes away before the sessions are saved',
    fault: forgetSessions,
    before: { 'Check 3': ({ evidence }) => rm(evidence, { recursive: true }) },
    path: ['Check 1', 'Check 2', 'Check 3'],
    end: 'escalate'
  },
  {
    name: 'a prepared transaction holds the lock',
    fault: async (world) => {
      await world.database.query(`begin; lock table jobs; prepare transaction 'forgotten'`)
      await world.database.disconnect()
      world.scope.defer(() => world.database.query(`rollback prepared 'forgotten'`))
      await running('select count(*) from jobs')(world)
    },
    path: [...CHECKED, 'Step 2'],
    end: 'escalate'
  },
  {
    name: 'the pooler takes no more clients',
    fault: async (world) => {
      const change = await pooler({ default_pool_size: '2', max_client_conn: '2' })(world)
      for (let n = 0; n < 2; n++) await startClient(world, 'select pg_sleep(60)', world.pooler?.url('app'))
      await pause(300)
      return change
    },
    path: [...CHECKED, 'Step 3'],
    end: 'escalate'
  },
  {
    name: 'far more clients wait than a larger pool can take',
    fault: async (world) => {
      const change = await smallPool(1)(world)
      for (let n = 0; n < 6; n++) await startClient(world, 'select pg_sleep(60)', world.pooler?.url('app'))
      return change
    },
    path: [...CHECKED, 'Step 3', 'Action 5'],
    end: 'escalate'
  }
]
