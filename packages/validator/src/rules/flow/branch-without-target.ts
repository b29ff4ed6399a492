import { branchInWords } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each branch leads to exactly one place.',
  rationale: 'The operator has the answer and does not know where to go with it, or has to choose between two ways.',
  messages: {
    none: {
      message: '`{branch}` leads nowhere.',
      expected: 'one target: a step by its label in brackets, or a stop in bold',
      help: 'Add the target, such as `[Step 2]` or `**STOP: escalate**`; if it is not a branch, begin with another word.'
    },
    several: {
      message: '`{branch}` leads to {count} places.',
      expected: 'one target',
      help: 'Keep the target that comes next, or split the condition into one branch for each.'
    }
  },
  check({ steps }, { report }) {
    for (const branch of steps.flatMap(({ branches }) => branches)) {
      const [first, second] = branch.targets
      if (!first) report('none', branch.conditionPosition, { branch: branchInWords(branch) })
      if (second) report('several', second.position, { branch: branchInWords(branch), count: branch.targets.length })
    }
  }
})
