// @ts-check
// What the commands need is gone in the middle of it.
import { cutOff } from '@keys/drill-kit'
import { all, answers, fails, inputs, loseEvidence, noUsers, ours } from './world.js'

/** @typedef {import('./world.js').OutageAction} OutageAction */
/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1']

/** @type {OutageAction} */
const keyIsRolled = ({ upstream }) => {
  upstream.token = 'drill-dependency-token-2'
}

const lost = { what: 'the evidence', goesAway: loseEvidence }
const failing = { fault: all(noUsers, fails('reset')), path: [...SEEN, 'Step 2'] }
const rolled = {
  fault: all(noUsers, keyIsRolled),
  decisions: { 'Step 5': 'only your key' },
  manualActions: {
    /** @type {OutageAction} */
    'Action 5': ({ upstream }) => {
      upstream.token = undefined
    }
  },
  path: [...SEEN, 'Step 5', 'Action 5', 'Step 3']
}

/** @type {readonly OutageScenario[]} */
export const stops = [
  ...cutOff(failing, { ...lost, at: ['Check 2', 'Check 3', 'Step 1', 'Step 2'] }),
  ...cutOff(rolled, { ...lost, at: ['Action 5', 'Step 3'] }),
  {
    name: 'the log is gone',
    fault: all(noUsers, ours('broken-release')),
    before: { 'Step 4': inputs({ APP_LOG: './moved-away.log' }) },
    path: [...SEEN, 'Step 4'],
    end: 'escalate'
  },
  { name: 'it answers in a way that nobody knows', fault: all(noUsers, answers(418)), path: SEEN, end: 'escalate' }
]
