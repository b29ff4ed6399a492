import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Each action says what else it changes.',
  rationale: 'Customers or other teams feel the action before anybody has warned them, and it looks like a new fault.',
  messages: {
    missing: {
      message: '`{step}` does not say what else it changes.',
      expected: 'a field `**Side effects**`, also when there are none',
      help: 'Add it, such as `**Side effects**: every instance restarts` or `**Side effects**: none`.'
    },
    empty: {
      message: 'Nothing stands after `Side effects` in `{step}`.',
      expected: 'the other things that the action changes, in the same paragraph',
      help: 'Write after the label what else the action changes, or that it changes nothing else.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.kind === 'action' ? lackOf(step, 'side-effects') : null
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
