// @ts-check
// No switches, no numbers, or they do not reach: the routes are blocked at the proxy.
import {
  all,
  block,
  fails,
  inputs,
  isWell,
  longWindow,
  loseEvidence,
  manyUsers,
  noUsers,
  ours,
  shortWindow,
  switches,
  unblock,
  untilFull
} from './world.js'

/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 2']
const PROVEN = ['Verify 1', 'Verify 2', 'Verify 3']

/** @type {readonly OutageScenario[]} */
export const byHand = [
  {
    name: 'there are no switches',
    fault: all(fails('close'), inputs({ SWITCHES_URL: 'none' })),
    before: { 'Step 3': isWell },
    manualActions: { 'Action 3': block, 'Action 7': unblock },
    path: [...SEEN, 'Action 3', 'Step 3', 'Action 7', ...PROVEN],
    fixedBy: 'Action 3',
    end: 'resolved'
  },
  {
    name: 'stuck requests hold every place, and the share is forgotten',
    fault: all(manyUsers, fails('blackhole'), switches({ dependency_timeout_ms: 60_000 }), untilFull),
    before: { 'Step 3': isWell },
    manualActions: { 'Action 3': all(block, ({ dependency }) => dependency.recycle()) },
    wrongAction: {
      description: 'lifts the block and leaves the share at 0, as the route answers',
      instead: { 'Action 7': unblock }
    },
    path: [...SEEN, 'Action 1', 'Action 3', 'Step 3', 'Action 7', 'Verify 1', 'Verify 2'],
    end: 'escalate'
  },
  {
    name: 'there are no numbers, and nothing answers when the block is lifted',
    fault: all(noUsers, fails('refuse'), ours('no-metrics')),
    before: { 'Step 3': isWell },
    manualActions: { 'Action 3': block, 'Action 7': all(unblock, ({ app }) => app.stop()) },
    path: [...SEEN, 'Action 3', 'Step 3', 'Action 7'],
    end: 'escalate'
  },
  {
    name: 'it fails again when the block is lifted',
    fault: all(noUsers, fails('reset'), inputs({ SWITCHES_URL: 'none' })),
    before: { 'Step 3': isWell },
    manualActions: { 'Action 3': block, 'Action 7': all(fails('reset'), unblock) },
    path: [...SEEN, 'Action 3', 'Step 3', 'Action 7'],
    end: 'escalate'
  },
  {
    name: 'it is slow, and the switch reaches nobody',
    fault: all(
      manyUsers,
      fails({ mode: 'slow', ms: 1400 }),
      switches({ dependency_timeout_ms: 5000 }),
      ours('deaf-switches'),
      ({ dependency }) => {
        dependency.places = 15
      },
      inputs({ BUDGET_MS: '1500', IN_FLIGHT_LIMIT: '15' }),
      untilFull
    ),
    before: { 'Action 3': loseEvidence },
    manualActions: { 'Action 3': block },
    path: [...SEEN, 'Action 1', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'an empty page is served in place of a refusal',
    fault: fails({ mode: 'status', status: 429, share: 0.7, headers: { 'retry-after': '7' } }),
    before: { 'Step 2': longWindow, 'Action 1': all(shortWindow, ours('no-metrics')) },
    wrongAction: {
      description: 'lets the routes answer 200 with nothing, so that no error is counted',
      instead: {
        'Action 3': ({ edge, dependency }) => edge.set({ mode: 'status', status: 200, path: dependency.affectedPath })
      }
    },
    path: [...SEEN, 'Action 1', 'Action 3'],
    end: 'escalate'
  }
]
