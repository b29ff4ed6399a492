import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Each action says which finding sends the operator here.',
  rationale: 'An operator who opens the page at an action cannot check that it is the right one for what they saw.',
  messages: {
    missing: {
      message: '`{step}` does not say which finding leads to it.',
      expected: 'a field `**When**` with the step and its answer',
      help: 'Add it below the heading, such as `**When**: [Step 4] printed secret`.'
    },
    empty: {
      message: 'Nothing stands after `When` in `{step}`.',
      expected: 'the step and its answer, in the same paragraph',
      help: 'Write after the label which step sends the operator here, and with which answer.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.kind === 'action' ? lackOf(step, 'when') : null
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
