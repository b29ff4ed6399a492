// @ts-check
// No switches, no numbers, or they do not reach: the routes are blocked at the proxy.
import assert from 'node:assert/strict'
import {
  all,
  answers,
  block,
  fails,
  fewPlaces,
  hurried,
  inputs,
  isWell,
  longWindow,
  loseEvidence,
  manyUsers,
  noUsers,
  ours,
  patient,
  shortWindow,
  switches,
  twoHoursLater,
  unblock,
  untilFull
} from './world.js'

/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 2']
const PROVEN = ['Verify 1', 'Verify 2', 'Verify 3']

/** One call in five fails, and the team has neither switches nor anything to block with. */
const someFail = all(noUsers, answers(503, 0.2), inputs({ SWITCHES_URL: 'none' }))

/** Most users get their answers, as they did before. @param {import('./world.js').OutageWorld} world */
async function mostAreServed({ environment }) {
  const statuses = []
  for (let n = 0; n < 10; n++) statuses.push((await fetch(environment.AFFECTED_URL)).status)
  assert.ok(statuses.filter((status) => status === 200).length >= 7, `users got ${statuses.join(' ')}`)
}

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
    name: 'one call in five fails, and there are no switches: nobody is shut out',
    fault: someFail,
    manualActions: { 'Action 8': switches({ dependency_timeout_ms: 10_000 }) },
    before: { 'Step 3': [() => {}, twoHoursLater] },
    path: [...SEEN, 'Action 8', 'Step 3', 'Step 3'],
    end: 'escalate',
    invariants: mostAreServed
  },
  {
    name: 'one call in five fails, and the lower limits turn away everybody',
    fault: someFail,
    manualActions: { 'Action 8': switches({ dependency_timeout_ms: 1 }) },
    path: [...SEEN, 'Action 8'],
    end: 'escalate'
  },
  {
    name: 'one call in five fails, and then it takes the other routes along',
    fault: someFail,
    manualActions: {
      'Action 8': all(
        hurried,
        fewPlaces(20),
        manyUsers,
        fails('blackhole'),
        switches({ dependency_timeout_ms: 60_000 }),
        untilFull
      ),
      'Action 3': all(patient, block, ({ dependency }) => dependency.recycle())
    },
    before: { 'Step 3': all(noUsers, loseEvidence) },
    path: [...SEEN, 'Action 8', 'Action 3', 'Step 3'],
    end: 'escalate'
  },
  {
    name: 'one call in five fails, it ends and comes back while it is proven',
    fault: someFail,
    manualActions: { 'Action 8': () => {} },
    before: { 'Step 3': isWell, 'Verify 1': answers(503) },
    path: [...SEEN, 'Action 8', 'Step 3', 'Verify 1'],
    end: 'escalate'
  },
  {
    name: 'one call in five fails, and the evidence is lost at Action 8',
    fault: someFail,
    before: { 'Action 8': loseEvidence },
    manualActions: { 'Action 8': () => {} },
    path: [...SEEN, 'Action 8'],
    end: 'escalate'
  },
  {
    name: 'the route is blocked although most of its calls are good',
    fault: someFail,
    wrongAction: { description: 'shuts everybody out for the sake of the few that fail', instead: { 'Action 8': block } },
    path: [...SEEN, 'Action 8'],
    end: 'escalate'
  },
  {
    name: 'stuck requests hold every place, and the share is forgotten',
    fault: all(
      hurried,
      fewPlaces(20),
      manyUsers,
      fails('blackhole'),
      switches({ dependency_timeout_ms: 60_000 }),
      untilFull
    ),
    before: { 'Step 3': isWell },
    manualActions: { 'Action 3': all(patient, block, ({ dependency }) => dependency.recycle()) },
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
      fewPlaces(15),
      inputs({ BUDGET_MS: '1500' }),
      untilFull
    ),
    before: { 'Action 3': loseEvidence },
    manualActions: { 'Action 3': block },
    path: [...SEEN, 'Action 1', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'an empty page is served in place of a refusal',
    fault: fails({ mode: 'status', status: 503, headers: { 'retry-after': '7' } }),
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
