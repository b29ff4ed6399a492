import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each check, diagnosis step and verification says what is expected.',
  rationale: 'The operator looks at an answer and cannot tell whether it is the healthy one.',
  messages: {
    missing: {
      message: '`{step}` does not say what is expected.',
      expected: 'a field `**Expected**` with a value that can be compared',
      help: 'Add what a healthy system answers, such as `**Expected**: none`, below the command.'
    },
    empty: {
      message: 'Nothing stands after `Expected` in `{step}`.',
      expected: 'a value that can be compared, in the same paragraph',
      help: 'Write after the label what a healthy system answers, such as `none`.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.kind === 'action' ? null : lackOf(step, 'expected')
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
