import { defineRule } from '../../engine/rule.js'
import { stepLabel } from '@keys/parser/model'

export const rule = defineRule({
  severity: 'warning',
  subject: 'workspace',
  description: 'A drill takes every branch that a matcher decides, or says why only production can show it.',
  rationale: 'The answer that this branch waits for may never come, and then the operator is sent another way.',
  messages: {
    branch: {
      message: 'No drill takes this branch of {step}.',
      expected: 'a scenario in which its matcher holds, or a reason under `productionOnly`',
      help: 'Add a scenario to drill/drill.js that comes here, or mark the branch with the reason.'
    }
  },
  check({ packs }, { source: { folder, readme }, report }) {
    const drill = packs.get(folder)?.drill
    // What was walked of another text says nothing of this one: drill/stale speaks of it.
    if (!drill?.coverage || drill.coverage.readme_hash !== drill.readme_hash) return
    for (const uncovered of drill.coverage.uncovered) {
      if (uncovered.type !== 'branch') continue
      const { step: label, branch: condition } = uncovered
      const step = readme?.subject?.steps.find((candidate) => stepLabel(candidate) === label)
      const branch = step?.branches.find((candidate) => candidate.condition === condition)
      report('branch', branch?.conditionPosition ?? step?.headingPosition ?? null, { step: label }, 'README.md')
    }
  }
})
