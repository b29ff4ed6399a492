import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each step leads on, and in the end to a stop.',
  rationale: 'The operator has done all that the page says, nothing is fixed, and the page says no more.',
  messages: {
    'falls-through': {
      message: '`{step}` is the last diagnosis step and has no branches.',
      expected: 'a list of branches, the last of them `**Otherwise**`',
      help: 'Add a branch for each finding, such as `[Action 1]` or `**STOP: escalate**` as its target.'
    },
    'leads-nowhere': {
      message: 'After `{step}` there is no next step and no stop.',
      expected: 'a step after it, or branches',
      help: 'Write the diagnosis steps, or end with branches such as `- **Otherwise**: **STOP: escalate**`.'
    }
  },
  // A step that reaches no stop leads into a step without a way on, which is told here, or into a loop that nothing
  // leaves, of which flow/loop-without-exit speaks. All other steps on the way there are only its consequences.
  check({ steps, graph }, { report }) {
    const leaving = new Set(graph.edges.map(({ from }) => from))
    for (const step of steps) {
      // Where all branches lead nowhere, the rules on targets speak.
      if (leaving.has(step.id) || step.branches.length > 0) continue
      const id = step.kind === 'diagnosis' ? 'falls-through' : 'leads-nowhere'
      report(id, step.headingPosition, { step: stepLabel(step) })
    }
  }
})
