// @ts-check
// What makes answers worse, each put back by the action that the text names, and what only looks so.
import { badPrompt, modelIds } from '@keys/drill-kit'
import { CHECKED, COMPARED, PASSED, TOGETHER, VERIFIED, anHour, calm, manualActions, fine, harmful } from './paths.js'
import { alias, allThink, isGoodBut, judge, liked, fixLog, markPairs, retuned, sets, spoilLog, thinks, traffic, withoutLabels } from './world.js'

/** @type {import('./world.js').AiScenario[]} */
export const causes = [
  {
    name: 'the provider moved the alias, and an answer does harm',
    fault: alias('moved'),
    before: {
      'Step 1': [spoilLog, fixLog],
      // The first export is not as before, the second comes too early.
      'Verify 2': [spoilLog, traffic(10), traffic(30)]
    },
    decisions: harmful,
    manualActions,
    path: [
      'Check 1',
      'Check 2',
      'Action 5',
      'Check 3',
      'Check 4',
      'Step 1',
      'Step 1',
      'Step 2',
      'Step 3',
      'Step 4',
      'Action 1',
      'Verify 1',
      'Action 6',
      'Verify 2',
      'Verify 2',
      'Verify 2',
      'Verify 3'
    ],
    fixedBy: 'Action 1',
    end: 'resolved',
    invariants: isGoodBut({ model: modelIds.knownGood })
  },
  {
    name: 'a release brought a worse prompt',
    fault: sets({ prompt: badPrompt }),
    before: anHour,
    decisions: fine,
    manualActions,
    path: [...COMPARED, 'Step 4', 'Step 5', 'Action 2', ...VERIFIED],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: isGoodBut({})
  },
  {
    name: 'a new snapshot wraps its answers in prose and a code fence',
    fault: alias('wrapping'),
    before: anHour,
    decisions: fine,
    manualActions,
    path: [...COMPARED, 'Action 3', ...VERIFIED],
    fixedBy: 'Action 3',
    end: 'resolved',
    // The model need not go back.
    invariants: isGoodBut({ responseFormat: { type: 'json_object' } })
  },
  {
    name: 'the documents were embedded anew',
    fault: sets({ index: 'docs-v2' }),
    before: anHour,
    decisions: fine,
    manualActions,
    path: [...COMPARED, 'Step 4', 'Step 5', 'Step 6', 'Action 4', ...VERIFIED],
    fixedBy: 'Action 4',
    end: 'resolved',
    invariants: isGoodBut({})
  },
  {
    name: 'a release brought a new model and a prompt retuned for it, and only both together go back',
    fault: retuned,
    before: anHour,
    decisions: fine,
    manualActions,
    path: [...TOGETHER, 'Action 7', ...VERIFIED],
    fixedBy: 'Action 7',
    end: 'resolved',
    invariants: isGoodBut({ model: modelIds.knownGood })
  },
  {
    name: 'a release brought a worse prompt, and there are no labeled cases: two people mark blind pairs',
    fault: withoutLabels(sets({ prompt: badPrompt })),
    before: { ...anHour, 'Step 9': [() => {}, markPairs] },
    decisions: fine,
    manualActions,
    path: [
      ...CHECKED,
      'Step 9',
      'Step 9',
      'Check 4',
      'Step 1',
      'Step 2',
      'Step 3',
      'Step 4',
      'Step 5',
      'Action 2',
      ...VERIFIED
    ],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: isGoodBut({})
  },
  {
    name: 'there are no labeled cases, and nobody sees a difference in blind pairs',
    fault: withoutLabels(() => {}),
    decisions: fine,
    path: [...CHECKED, 'Step 9'],
    end: 'escalate'
  },
  {
    name: 'it has passed, and then customers get answers that are cut off',
    before: {
      'Verify 2': async (world) => {
        sets({ maxTokens: 4 })(world)
        await traffic(40)(world)
      }
    },
    decisions: calm,
    path: [...PASSED, 'Verify 1', 'Verify 2'],
    end: 'escalate'
  },
  {
    name: 'the answers are as good, and a call costs three times as much',
    fault: allThink,
    decisions: fine,
    path: PASSED,
    end: 'escalate',
    invariants: isGoodBut({})
  },
  {
    name: 'the model that is pinned is as good as it was, and three times as dear',
    fault: async (world) => {
      alias('moved')(world)
      thinks(modelIds.knownGood)(world)
    },
    before: anHour,
    decisions: fine,
    manualActions,
    path: [...COMPARED, 'Step 4', 'Action 1', 'Verify 1', 'Verify 2'],
    end: 'escalate',
    invariants: isGoodBut({ model: modelIds.knownGood })
  },
  {
    name: 'the judge became stricter, and the answers are as good as they were',
    fault: judge((index) => liked(index) && index % 3 !== 0),
    decisions: fine,
    path: PASSED,
    end: 'resolved',
    invariants: isGoodBut({})
  },
  {
    name: 'the judge became more lenient',
    fault: judge(() => true),
    decisions: fine,
    path: PASSED,
    end: 'escalate'
  },
  {
    name: 'the judge marks as it did, and people ask for something new',
    fault: judge(liked),
    decisions: { ...fine, 'Step 7': 'inputs changed' },
    path: PASSED,
    end: 'escalate'
  }
]
