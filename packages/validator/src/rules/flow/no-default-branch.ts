import { stepLabel, branchInWords } from '@keys/parser/model'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'A step that branches ends with one Otherwise.',
  rationale: 'In a bad night the system gives an answer that nobody thought of, and the page has no way on from it.',
  messages: {
    none: {
      message: '`{step}` branches and has no Otherwise.',
      expected: '`**Otherwise**` as its last branch',
      help: 'Add `- **Otherwise**: an answer that this runbook does not know. **STOP: escalate**` below this branch.'
    },
    'not-last': {
      message: '`{branch}` stands below Otherwise, which takes every answer before it.',
      expected: '`**Otherwise**` as the last branch of `{step}`',
      help: 'Move Otherwise below this branch.'
    },
    second: {
      message: '`{step}` has a second Otherwise.',
      expected: 'one `**Otherwise**`',
      help: 'Take out one of the two, or write its condition as `**If ...**`.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const last = step.branches.at(-1)
      const first = step.branches.findIndex(({ isDefault }) => isDefault)
      if (last && first === -1) report('none', last.conditionPosition, { step: stepLabel(step) })
      if (first === -1) continue
      for (const branch of step.branches.slice(first + 1)) {
        if (branch.isDefault) report('second', branch.conditionPosition, { step: stepLabel(step) })
        else report('not-last', branch.conditionPosition, { step: stepLabel(step), branch: branchInWords(branch) })
      }
    }
  }
})
