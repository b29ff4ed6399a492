import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each action says what has to be true before it begins.',
  rationale: 'The action is done on a system that is not ready for it, and a second incident begins.',
  messages: {
    missing: {
      message: '`{step}` has no precondition.',
      expected: 'a field `**Precondition**` with what has to be true before the action',
      help: 'Add it above the command, such as `**Precondition**: no worker runs`.'
    },
    empty: {
      message: 'Nothing stands after `Precondition` in `{step}`.',
      expected: 'the state that has to hold before the action, in the same paragraph',
      help: 'Write after the label what to make sure of before the action.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.kind === 'action' ? lackOf(step, 'precondition') : null
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
