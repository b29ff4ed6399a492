import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each action says how to see that it worked.',
  rationale: 'An action that did nothing is taken for the cure, and the search ends while the fault goes on.',
  messages: {
    missing: {
      message: '`{step}` does not say how to see that it worked.',
      expected: 'a field `**Verification**` with the answer of a system that is fixed',
      help: 'Add it below the action, with a command that looks and the answer that it gives when the action worked.'
    },
    empty: {
      message: 'Nothing stands after `Verification` in `{step}`.',
      expected: 'the answer of a fixed system, or a command that looks',
      help: 'Write after the label what is seen when the action worked.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.kind === 'action' ? lackOf(step, 'verification') : null
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
