import { isFilled } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

/** Words that say that there is no rollback. */
const DENIAL = /^(none|no|not|never|nothing|cannot|impossible|there is (no|none|nothing)|this cannot)\b/i

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'An irreversible action promises no rollback.',
  rationale: 'Somebody does what cannot be undone, because the page says how to undo it.',
  messages: {
    claim: {
      message: '`{step}` is irreversible and has a rollback.',
      expected: 'no `**Rollback**`, or one that says there is none',
      help: 'Write `(REVERSIBLE)` if it takes everything back, or move what only softens it to `**Side effects**`.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      if (step.kind !== 'action' || step.effect !== 'irreversible') continue
      for (const field of step.fields) {
        if (field.label !== 'rollback' || !isFilled(field)) continue
        if (field.commands.length > 0 || !DENIAL.test(field.text)) {
          report('claim', field.labelPosition, { step: stepLabel(step) })
        }
      }
    }
  }
})
