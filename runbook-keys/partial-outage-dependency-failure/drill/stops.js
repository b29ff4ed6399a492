// @ts-check
// What the commands need is gone in the middle of it.
import { all, answers, fails, inputs, loseEvidence, noUsers, ours } from './world.js'

/** @typedef {import('./world.js').OutageAction} OutageAction */
/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1']

/** @type {OutageAction} */
const keyIsRolled = ({ upstream }) => {
  upstream.token = 'drill-dependency-token-2'
}

/**
 * The evidence folder is lost when the last step of a way is reached.
 * @param {readonly string[]} path
 * @param {OutageAction} fault
 * @returns {OutageScenario}
 */
function loses(path, fault) {
  const last = path.at(-1) ?? ''
  return {
    name: `the evidence is lost at ${last}`,
    fault: all(noUsers, fault),
    before: { [last]: loseEvidence },
    decisions: { 'Step 5': 'only your key' },
    manualActions: { 'Action 5': () => {} },
    path,
    end: 'escalate'
  }
}

/** @type {readonly OutageScenario[]} */
export const stops = [
  loses(['Check 1', 'Check 2'], () => {}),
  loses(['Check 1', 'Check 2', 'Check 3'], () => {}),
  loses(SEEN, () => {}),
  loses([...SEEN, 'Step 2'], fails('reset')),
  loses([...SEEN, 'Step 5', 'Action 5'], keyIsRolled),
  {
    name: 'the evidence is lost at Step 3',
    fault: all(noUsers, keyIsRolled),
    before: { 'Step 3': loseEvidence },
    decisions: { 'Step 5': 'only your key' },
    manualActions: {
      'Action 5': ({ upstream }) => {
        upstream.token = undefined
      }
    },
    path: [...SEEN, 'Step 5', 'Action 5', 'Step 3'],
    end: 'escalate'
  },
  {
    name: 'the log is gone',
    fault: all(noUsers, ours('broken-release')),
    before: { 'Step 4': inputs({ APP_LOG: './moved-away.log' }) },
    path: [...SEEN, 'Step 4'],
    end: 'escalate'
  },
  { name: 'it answers in a way that nobody knows', fault: all(noUsers, answers(418)), path: SEEN, end: 'escalate' }
]
