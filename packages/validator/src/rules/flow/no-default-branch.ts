import { branchInWords, hasUnwrittenDefault, stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description:
    'What no branch names has a way on: it stops and escalates, or Otherwise, once and last, leads elsewhere.',
  rationale: 'In a bad night the system gives an answer that nobody thought of, and the page has no way on from it.',
  messages: {
    none: {
      message: '`{step}` branches in words of its own and has no Otherwise, so anything else falls through.',
      expected:
        'a target such as `[Step 2]` for each branch, so that anything else escalates, or `**Otherwise**` as the last branch',
      help: 'Give each branch a matcher and a target such as `[Step 2]`, or add `- **Otherwise**:` and where it leads below this branch.'
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
      if (last && first === -1 && !hasUnwrittenDefault(step))
        report('none', last.conditionPosition, { step: stepLabel(step) })
      if (first === -1) continue
      for (const branch of step.branches.slice(first + 1)) {
        if (branch.isDefault) report('second', branch.conditionPosition, { step: stepLabel(step) })
        else report('not-last', branch.conditionPosition, { step: stepLabel(step), branch: branchInWords(branch) })
      }
    }
  }
})
