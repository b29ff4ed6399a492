import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'The heading of each action says whether it can be taken back.',
  rationale: 'The operator learns that there is no way back when the command has run.',
  messages: {
    missing: {
      message: 'The heading of `{step}` does not say whether it can be taken back.',
      expected: '`(READ-ONLY)`, `(REVERSIBLE)` or `(IRREVERSIBLE)` at its end',
      help: 'Add `(REVERSIBLE)` if there is a rollback, `(IRREVERSIBLE)` if there is none.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      if (step.kind !== 'action' || step.effect !== null) continue
      report('missing', step.headingPosition, { step: stepLabel(step) })
    }
  }
})
