// @ts-check
// Wrong actions that tempt. The runbook's own verification finds each of them out.
import { readFile, writeFile } from 'node:fs/promises'
import { badPrompt, goodPrompt, modelIds } from '@keys/drill-kit'
import { COMPARED, TOGETHER, manualActions, fine, harmful } from './paths.js'
import { alias, isGoodBut, retired, retuned, sets } from './world.js'

/** @type {import('./world.js').AiScenario[]} */
export const wrongAction = [
  {
    name: 'the temperature is tuned',
    fault: alias('moved'),
    decisions: fine,
    wrongAction: {
      description: 'raises the temperature in place of pinning the model',
      instead: { 'Action 1': sets({ temperature: 0.7 }) }
    },
    path: [...COMPARED, 'Step 4', 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'cases are relabeled by the bad answers',
    fault: sets({ prompt: badPrompt }),
    decisions: fine,
    wrongAction: {
      description: 'relabels the lost cases after seeing the answers, so that the score is as it was',
      instead: {
        'Action 2': async ({ environment: { EVAL_FILE } }) => {
          const cases = (await readFile(EVAL_FILE, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
          const relabeled = cases.map((one) => ({ ...one, expected: { label: 'other' } }))
          await writeFile(EVAL_FILE, relabeled.map((one) => `${JSON.stringify(one)}\n`).join(''))
        }
      }
    },
    path: [...COMPARED, 'Step 4', 'Step 5', 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'two things are changed at once',
    fault: sets({ model: modelIds.moved }),
    decisions: fine,
    wrongAction: {
      description: 'pins the model, and takes a new prompt out with it',
      instead: { 'Action 1': sets({ model: modelIds.knownGood, prompt: badPrompt }) }
    },
    path: [...COMPARED, 'Step 4', 'Action 1', 'Verify 1'],
    end: 'escalate'
  },
  {
    name: 'half of the last good release is put back',
    fault: retuned,
    decisions: fine,
    wrongAction: {
      description: 'puts the former prompt back and leaves the new model that it does not fit',
      instead: { 'Action 7': sets({ prompt: goodPrompt }) }
    },
    path: [...TOGETHER, 'Action 7'],
    end: 'escalate'
  },
  {
    name: 'the parser is made to take what it gets',
    fault: (world) => {
      // The known-good model is gone, and still another cause is found.
      retired(world)
      sets({ maxTokens: 4 })(world)
    },
    decisions: fine,
    wrongAction: {
      description: 'keeps the new limit of tokens, and cuts JSON out of what is left of the answers',
      instead: { 'Action 2': sets({ tolerantParser: true }) }
    },
    path: [...COMPARED, 'Step 4', 'Step 5', 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'the model is asked until an answer parses',
    fault: alias('wrapping'),
    decisions: fine,
    wrongAction: {
      description: 'asks again, four times at most, until an answer is JSON',
      instead: { 'Action 3': ({ ai }) => ai.fault('retries-until-it-parses') }
    },
    path: [...COMPARED, 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'a warning is put beneath answers that do harm',
    fault: alias('moved'),
    decisions: harmful,
    wrongAction: {
      description: 'shows “answers may be wrong” and leaves the feature on',
      instead: { 'Action 5': () => {} }
    },
    path: ['Check 1', 'Check 2', 'Action 5'],
    end: 'escalate',
    invariants: isGoodBut({}),
    manualActions
  }
]
