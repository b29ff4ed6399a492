import type { Matcher, Step } from '@keys/schema'
import { decidingCommand, decidingCommandOf, stepLabel } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'A step with a matcher has a command whose answer the matcher decides.',
  rationale: 'The page names an exact answer and not what to run for it, so that everybody asks in a way of their own.',
  messages: {
    undecided: {
      message: '`{step}` has no command that could answer `{matcher}`.',
      expected: 'a command in `bash`, `sql`, `js` or `python` that prints the answer last',
      help: 'Add the command, or write the words without back-ticks, so that a person decides.'
    }
  },
  check({ steps }, { report }) {
    for (const step of steps) {
      const matcher = undecidedIn(step)
      if (matcher) report('undecided', matcher.position, { step: stepLabel(step), matcher: matcher.raw.trim() })
    }
  }
})

/** The first matcher that no command decides; those that follow lack the same command. */
function undecidedIn(step: Step): Matcher | undefined {
  const ofFields = step.fields.filter((field) => decidingCommandOf(field, step) === null)
  const ofBranches = decidingCommand(step) === null ? step.branches : []
  return [...ofFields, ...ofBranches].find(({ matchers }) => matchers.length > 0)?.matchers[0]
}
