// @ts-check
// The dependency is cut off, wholly or partly, so that it takes nobody along.
import {
  all,
  answers,
  fails,
  hurried,
  isWell,
  longWindow,
  ours,
  patient,
  shortWindow,
  switches,
  switchesAre,
  twoHoursLater
} from './world.js'

/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 2']
const PROVEN = ['Verify 1', 'Verify 2', 'Verify 3']

const retriesMultiply = all(answers(503, 0.6), switches({ dependency_retries: 3 }))

/** @type {readonly OutageScenario[]} */
export const switched = [
  {
    name: 'it accepts and never answers',
    fault: all(fails('blackhole'), hurried, switches({ dependency_timeout_ms: 6000 })),
    before: { 'Action 1': patient, 'Step 3': isWell },
    path: [...SEEN, 'Action 1', 'Step 3', 'Action 6', ...PROVEN],
    fixedBy: 'Action 1',
    end: 'resolved',
    invariants: switchesAre({ dependency_timeout_ms: 6000 })
  },
  {
    name: 'retries multiply its failures',
    fault: retriesMultiply,
    before: { 'Step 2': longWindow, 'Action 2': shortWindow, 'Step 3': isWell },
    path: [...SEEN, 'Action 2', 'Step 3', 'Action 6', ...PROVEN],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: switchesAre({ dependency_timeout_ms: 10_000, dependency_concurrency: 200 })
  },
  {
    name: 'a client library retries below the switch, and it stays away for an hour',
    fault: all(answers(503, 0.5), ours('hidden-retries')),
    before: { 'Step 2': longWindow, 'Action 2': shortWindow, 'Step 3': [() => {}, twoHoursLater] },
    path: [...SEEN, 'Action 2', 'Action 1', 'Step 3', 'Step 3'],
    end: 'escalate',
    invariants: switchesAre({ dependency_share: 0, dependency_timeout_ms: 10_000, dependency_concurrency: 200 })
  },
  {
    name: 'retries are added in place of taken away',
    fault: retriesMultiply,
    wrongAction: {
      description: 'adds retries and raises the time-out',
      instead: { 'Action 2': switches({ dependency_retries: 8, dependency_timeout_ms: 30_000 }) }
    },
    // After that it cannot be cut off either: a short end, once Action 2 has found it out.
    before: { 'Step 2': longWindow, 'Action 2': shortWindow, 'Action 1': ours('no-fallback') },
    path: [...SEEN, 'Action 2', 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'the numbers end while the retries are stopped',
    fault: retriesMultiply,
    before: { 'Step 2': longWindow, 'Action 2': all(shortWindow, ours('no-metrics')) },
    path: [...SEEN, 'Action 2'],
    end: 'escalate',
    invariants: switchesAre({ dependency_retries: 3 })
  },
  {
    name: 'it refuses one call in five because of the amount: fewer are sent, and not none',
    fault: answers(429, 0.2),
    before: { 'Step 2': longWindow, 'Action 2': shortWindow, 'Step 3': [() => {}, twoHoursLater] },
    path: [...SEEN, 'Action 2', 'Step 3', 'Step 3'],
    end: 'escalate',
    invariants: switchesAre({ dependency_timeout_ms: 10_000, dependency_concurrency: 200 })
  },
  {
    name: 'the fallback is broken',
    fault: all(fails('reset'), ours('no-fallback')),
    path: [...SEEN, 'Action 1'],
    end: 'escalate',
    invariants: switchesAre({})
  },
  {
    name: 'the application is restarted in place of cut off',
    fault: fails('reset'),
    wrongAction: {
      description: 'restarts the application, so that it is quick again',
      instead: { 'Action 1': ({ dependency }) => dependency.recycle(), 'Action 3': () => {} }
    },
    path: [...SEEN, 'Action 1', 'Action 3'],
    end: 'escalate'
  }
]
