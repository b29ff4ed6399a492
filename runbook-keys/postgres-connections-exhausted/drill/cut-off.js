// @ts-check
// The server, or the pooler, goes away while an action runs.
import { blocked, CHECKED, forgetSessions, forgetTransactions, smallPool, stop, tooMuchWork } from './world.js'

/** @typedef {import('./world.js').SlotsAction} SlotsAction */
/** @typedef {import('./world.js').SlotsScenario} SlotsScenario */

/** @type {readonly { label: string, fault: SlotsAction, path: readonly string[], instead?: SlotsAction }[]} */
const cases = [
  { label: 'Action 1', fault: blocked, path: ['Step 2', 'Action 1'] },
  { label: 'Action 2', fault: forgetTransactions, path: ['Action 2'] },
  { label: 'Action 3', fault: forgetSessions, path: ['Action 3'] },
  { label: 'Action 4', fault: tooMuchWork, path: ['Action 4'] },
  { label: 'Action 5', fault: smallPool(1), path: ['Step 3', 'Action 5'], instead: async ({ pooler }) => pooler?.stop() },
  { label: 'Action 6', fault: forgetSessions, path: ['Action 3', 'Action 6'] }
]

/** @type {readonly SlotsScenario[]} */
export const cutOff = cases.map(({ label, fault, path, instead = stop }) => ({
  name: `it goes away in ${label}`,
  fault,
  wrongAction: { description: 'restarts it', instead: { [label]: instead } },
  path: [...CHECKED, ...path],
  end: 'escalate'
}))
