import { namedByBranches, reach, stepLabel, successorsIn } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each step can be reached from the first one.',
  rationale: 'Nobody who follows the runbook gets to the step, though it may be the one that names the cause.',
  messages: {
    unreachable: {
      message: 'No way through the runbook leads to `{step}`.',
      expected: 'a step to which a branch or the step before it leads',
      help: 'Name it as `[{step}]` in the branch that belongs to it, or take the step out.'
    }
  },
  check({ steps, graph }, { report }) {
    const successors = successorsIn(graph)
    const named = namedByBranches(graph)
    const reached = new Set<string>()
    if (graph.entry !== null) reach(graph.entry, successors, reached)
    // flow/action-no-branch-names speaks of these, and so of what only they lead to.
    for (const { id, kind } of steps) if (kind === 'action' && !named.has(id)) reach(id, successors, reached)
    // Where one unreachable step leads to others, only the first of them is told.
    const entered = new Set(graph.edges.filter(({ from, to }) => from !== to).map(({ to }) => to))
    for (const step of [...steps.filter(({ id }) => !entered.has(id)), ...steps]) {
      if (reached.has(step.id)) continue
      report('unreachable', step.headingPosition, { step: stepLabel(step) })
      reach(step.id, successors, reached)
    }
  }
})
