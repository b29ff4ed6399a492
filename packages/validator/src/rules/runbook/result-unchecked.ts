import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Something looks at the result of what was done.',
  rationale: 'The incident is closed because the last command ended, and it goes on.',
  messages: {
    unchecked: {
      message: 'Nothing says how to see that it has worked.',
      expected: 'a section or a line that checks the result',
      help: 'Add a section "Verification", or a line "Expected: ..." below the commands.'
    }
  },
  check({ steps }, { report }) {
    const action = steps.find(({ kind }) => kind === 'action')
    const isChecked = steps.some(
      ({ kind, fields }) =>
        kind === 'verification' || fields.some(({ label }) => label === 'verification' || label === 'expected')
    )
    if (action && !isChecked) report('unchecked', action.headingPosition, {})
  }
})
