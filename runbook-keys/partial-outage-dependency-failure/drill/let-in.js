// @ts-check
// The way to the dependency is repaired, and it is let in again.
import { writeFile } from 'node:fs/promises'
import {
  all,
  answers,
  block,
  curlConfig,
  fails,
  inputs,
  isWell,
  longWindow,
  noUsers,
  ours,
  shortWindow,
  switches,
  switchesAre,
  twoHoursLater,
  unblock
} from './world.js'

/** @typedef {import('./world.js').OutageAction} OutageAction */
/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1']
const PROVEN = ['Verify 1', 'Verify 2', 'Verify 3']
const NEW_TOKEN = 'drill-dependency-token-2'

/** @type {OutageAction} */
const keyIsRolled = ({ upstream }) => {
  upstream.token = NEW_TOKEN
}

/** @type {OutageAction} */
const probesHaveNewKey = ({ environment }) => writeFile(environment.DEPENDENCY_CURL_CONFIG, curlConfig(NEW_TOKEN))

/** @type {OutageAction} */
const applicationHasNewKey = ({ dependency }) => {
  dependency.dependencyToken = NEW_TOKEN
}

/** The switches answer once more, and then no longer. @type {OutageAction} */
const switchesEnd = ({ app, dependency }) => {
  let answered = 0
  app.route('/switches', (_, response) =>
    answered++ === 0 ? response.end(JSON.stringify(dependency.switches)) : response.writeHead(503).end()
  )
}

/** @type {readonly OutageScenario[]} */
export const letIn = [
  {
    name: 'it falls over again as soon as users are let in',
    fault: fails('reset'),
    before: { 'Step 3': isWell, 'Action 6': answers(503) },
    path: [...SEEN, 'Step 2', 'Action 1', 'Step 3', 'Action 6', 'Step 3', 'Action 6'],
    end: 'escalate',
    invariants: switchesAre({ dependency_share: 0 })
  },
  {
    name: 'half of it was left switched off',
    fault: switches({ dependency_share: 50 }),
    path: [...SEEN, 'Step 4', 'Step 3', 'Action 6', ...PROVEN],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: switchesAre({})
  },
  {
    name: 'half of it was left switched off at night, and one call in twenty fails by chance',
    fault: all(noUsers, switches({ dependency_share: 50 })),
    before: { 'Action 6': answers(503, 0.05) },
    path: [...SEEN, 'Step 4', 'Step 3', 'Action 6', ...PROVEN],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: switchesAre({})
  },
  {
    name: 'it is let in while a block still keeps every request away',
    fault: all(noUsers, switches({ dependency_share: 0 })),
    before: { 'Action 6': [block, unblock], 'Verify 2': [block, unblock] },
    path: [...SEEN, 'Step 4', 'Step 3', 'Action 6', 'Action 6', 'Verify 1', 'Verify 2', 'Verify 2', 'Verify 3'],
    fixedBy: 'Action 6',
    end: 'resolved',
    invariants: switchesAre({})
  },
  {
    name: 'there are no numbers to prove it by, and nobody looks at a dashboard',
    fault: all(noUsers, switches({ dependency_share: 50 })),
    before: { 'Verify 2': ours('no-metrics') },
    decisions: { 'Verify 2': 'Otherwise' },
    path: [...SEEN, 'Step 4', 'Step 3', 'Action 6', 'Verify 1', 'Verify 2'],
    fixedBy: 'Action 6',
    end: 'escalate'
  },
  {
    name: 'everybody is let in at once, with looser limits',
    fault: switches({ dependency_share: 50 }),
    wrongAction: {
      description: 'opens everything at once and allows more retries, to be on the safe side',
      instead: {
        'Action 6': switches({ dependency_share: 100, dependency_retries: 5, dependency_timeout_ms: 30_000 })
      }
    },
    path: [...SEEN, 'Step 4', 'Step 3', 'Action 6', 'Verify 1', 'Verify 2'],
    end: 'escalate'
  },
  {
    name: 'the key was rolled',
    fault: keyIsRolled,
    decisions: { 'Step 5': 'only your key' },
    manualActions: { 'Action 5': all(probesHaveNewKey, applicationHasNewKey) },
    path: [...SEEN, 'Step 5', 'Action 5', 'Step 3', 'Action 6', ...PROVEN],
    fixedBy: 'Action 5',
    end: 'resolved',
    invariants: switchesAre({})
  },
  {
    name: 'only the probes get the new key',
    fault: all(noUsers, keyIsRolled),
    decisions: { 'Step 5': 'only your key' },
    wrongAction: {
      description: 'puts the new key where the probes read it, and forgets the application',
      instead: { 'Action 5': probesHaveNewKey }
    },
    path: [...SEEN, 'Step 5', 'Action 5', 'Step 3', 'Action 6', 'Verify 1'],
    end: 'escalate'
  },
  {
    name: 'our key is rotated while the provider refuses everybody',
    fault: all(noUsers, keyIsRolled),
    decisions: { 'Step 5': 'only your key' },
    wrongAction: {
      description: 'rotates the key in vain, as sign-in of the provider fails for everybody',
      instead: {
        'Action 5': async ({ environment, dependency }) => {
          dependency.dependencyToken = 'drill-dependency-token-3'
          await writeFile(environment.DEPENDENCY_CURL_CONFIG, curlConfig(dependency.dependencyToken))
        }
      }
    },
    path: [...SEEN, 'Step 5', 'Action 5'],
    end: 'escalate'
  },
  {
    name: 'sign-in of the provider fails for everybody, and stays away for an hour',
    fault: all(noUsers, keyIsRolled),
    decisions: { 'Step 5': 'others are refused too' },
    before: { 'Step 2': inputs({ SWITCHES_URL: 'none', METRICS_URL: 'http://127.0.0.1:9/none' }), 'Step 3': twoHoursLater },
    manualActions: { 'Action 8': () => {} },
    path: [...SEEN, 'Step 5', 'Step 2', 'Action 8', 'Step 3'],
    end: 'escalate'
  },
  {
    name: 'its address has moved, and nobody knows where',
    fault: answers(404),
    decisions: { 'Step 5': 'only your key' },
    manualActions: { 'Action 5': () => {} },
    path: [...SEEN, 'Step 2', 'Action 1', 'Step 3', 'Step 5', 'Action 5'],
    end: 'escalate'
  },
  {
    name: 'it fails now and then, and the switches end',
    fault: answers(503, 0.5),
    before: {
      'Check 1': [
        inputs({ BUDGET_MS: '90000' }),
        ({ app }) => ({ inputs: { BUDGET_MS: '20000', EVIDENCE_DIR: `${app.logFile}/incident` } }),
        ({ evidence }) => ({ inputs: { EVIDENCE_DIR: evidence } })
      ],
      'Step 2': [
        noUsers,
        longWindow
      ],
      'Step 3': all(shortWindow, isWell),
      'Action 6': switchesEnd
    },
    path: ['Check 1', 'Check 1', ...SEEN, 'Step 2', 'Step 2', 'Step 3', 'Action 6'],
    end: 'escalate'
  }
]
