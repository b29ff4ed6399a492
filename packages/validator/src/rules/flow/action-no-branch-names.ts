import { namedByBranches, stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each action is named by a branch of another step.',
  rationale: 'An action that no finding leads to is done on a guess, or never.',
  messages: {
    unnamed: {
      message: 'No branch names `{step}`.',
      expected: 'a branch of another step that leads to this action',
      help: 'Write `[{step}]` as the target of the branch whose finding calls for it, or take the action out.'
    }
  },
  check({ steps, graph }, { report }) {
    const named = namedByBranches(graph)
    for (const step of steps) {
      // An action that is the first step of all is where the runbook begins.
      if (step.kind !== 'action' || named.has(step.id) || step.id === graph.entry) continue
      report('unnamed', step.headingPosition, { step: stepLabel(step) })
    }
  }
})
