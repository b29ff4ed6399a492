import { onlyLooks, requestChanges } from '@keys/command-analysis'
import { stepLabel } from '@keys/parser/model'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Checks, diagnosis and verification change nothing.',
  rationale: 'Somebody who only wanted to look has changed production, and nobody asked for it or wrote it down.',
  messages: {
    changes: {
      message: '`{step}` only looks, and this changes something: {what}.',
      expected: 'a command that reads, or a transaction that is rolled back',
      help: 'Move it to an action with its effect, or take it back in the same block.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      if (facts.step === null || !onlyLooks(facts)) continue
      const { reasons } = analysis.classify(facts.command)
      const changes = reasons.filter(({ effect }) => effect === 'changes')
      // What is posted with an authorization may be a question; a rule says so all the same, and a person answers it.
      const posted = facts.requests.flatMap((request) => requestChanges(request) ?? [])
      const more = posted.filter(
        ({ place }) => !changes.some((one) => one.place.start < place.end && place.start < one.place.end)
      )
      for (const { what, place } of [...changes, ...more]) {
        report('changes', placeIn(source, place), { step: stepLabel(facts.step), what })
      }
    }
  }
})
