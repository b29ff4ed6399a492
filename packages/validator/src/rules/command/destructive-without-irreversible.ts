import { callDestruction, onlyLooks, runsIn, sqlDestruction } from '@keys/command-analysis'
import { stepLabel } from '@keys/parser/model'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'What destroys for good stands in an action that says so.',
  rationale: 'The operator trusts the word REVERSIBLE, and there is nothing left to go back to.',
  messages: {
    destroys: {
      message: '`{step}` does not say that it is irreversible, and this cannot be taken back: {what}.',
      expected: '`(IRREVERSIBLE)` in the heading of the action',
      help: 'Write `(IRREVERSIBLE)` and a warning, or do it so that it can be taken back.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      const { step } = facts
      // command/mutates-in-read-only-section speaks of steps that only look.
      if (step === null || step.effect === 'irreversible' || onlyLooks(facts)) continue
      for (const change of [...runsIn(facts).flatMap(sqlDestruction), ...facts.calls.map(callDestruction)]) {
        if (change) report('destroys', placeIn(source, change.place), { step: stepLabel(step), what: change.what })
      }
    }
  }
})
