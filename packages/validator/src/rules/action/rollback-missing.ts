import { lackOf } from '../../subjects/required-field.js'
import { stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each reversible action says how to take it back.',
  rationale: 'The action makes it worse, the heading promises a way back, and nobody knows it.',
  messages: {
    missing: {
      message: '`{step}` is reversible and does not say how to take it back.',
      expected: 'a field `**Rollback**` with the way back',
      help: 'Add the way back, with its command if there is one, or write `(IRREVERSIBLE)` and a `**Warning**`.'
    },
    empty: {
      message: 'Nothing stands after `Rollback` in `{step}`.',
      expected: 'the way back, in words or as a command',
      help: 'Write after the label how to take the action back, or write `(IRREVERSIBLE)` in the heading.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const lack = step.effect === 'reversible' && step.kind === 'action' ? lackOf(step, 'rollback') : null
      if (lack) report(lack.id, lack.position, { step: stepLabel(step) })
    }
  }
})
