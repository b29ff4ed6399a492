import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each irreversible action has a warning.',
  rationale: 'The operator pastes the command as all others before it, and what it does cannot be taken back.',
  messages: {
    missing: {
      message: '`{step}` is irreversible and does not warn of it.',
      expected: 'a field `**Warning**` with what cannot be taken back',
      help: 'Add it above the command, such as `**Warning**: deleted rows are gone for good`.'
    },
    empty: {
      message: 'Nothing stands after `Warning` in `{step}`.',
      expected: 'the thing that cannot be taken back, in the same paragraph',
      help: 'Write after the label what is lost for good.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.effect === 'irreversible' && step.kind === 'action' ? lackOf(step, 'warning') : null
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
