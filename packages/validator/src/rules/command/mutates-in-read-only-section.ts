import { callChanges, onlyLooks, requestChanges, runsIn, sqlChanges } from '@keys/command-analysis'
import { stepLabel } from '@keys/parser/model'
import { placeIn } from '../../helpers/place-in.js'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Checks, diagnosis and verification change nothing.',
  rationale: 'Somebody who only wanted to look has changed production, and nobody asked for it or wrote it down.',
  messages: {
    changes: {
      message: '`{step}` only looks, and this changes something: {what}.',
      expected: 'command that reads, or a transaction that is rolled back',
      help: 'Move it to an action with its effect, or take it back in the same block.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      if (facts.step === null || !onlyLooks(facts)) continue
      const changes = [
        ...runsIn(facts).flatMap(sqlChanges),
        ...facts.calls.map(callChanges),
        ...facts.requests.map(requestChanges)
      ]
      for (const change of changes) {
        if (change) report('changes', placeIn(source, change.place), { step: stepLabel(facts.step), what: change.what })
      }
    }
  }
})
