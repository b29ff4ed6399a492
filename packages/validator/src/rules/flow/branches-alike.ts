import { hasUnwrittenDefault, stepLabel } from '@keys/parser/model'
import type { Step, Target } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The branches of a step do not all lead to the same place.',
  rationale: 'The operator runs a command and reads its answer, and the answer decides nothing.',
  messages: {
    alike: {
      message: 'All branches of `{step}` lead to the same place, so its answer decides nothing.',
      expected: 'a branch that leads elsewhere, or no branches',
      help: 'Correct the target of the branch that was meant to lead elsewhere, or write one sentence instead of branches.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const [first, second] = step.branches
      if (!first || !second) continue
      const places = new Set([...step.branches.map(({ targets }) => placesOf(targets)), ...unwritten(step)])
      // flow/branch-without-target speaks of one that leads nowhere.
      if (places.size === 1 && !places.has('')) report('alike', first.conditionPosition, { step: stepLabel(step) })
    }
  }
})

/** Where anything leads that no branch names. */
function unwritten(step: Step): string[] {
  return hasUnwrittenDefault(step) ? ['escalate'] : []
}

function placesOf(targets: readonly Target[]): string {
  return targets
    .map((target) => {
      if (target.type === 'step') return `step ${target.step ?? target.label}`
      if (target.type !== 'terminal') return target.type
      return target.package === null ? target.terminal : `${target.terminal} ${target.package}`
    })
    .join(', ')
}
