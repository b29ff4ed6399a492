import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'The escalation says when to call for help.',
  rationale: 'Without a limit people try one thing more, and help is called an hour too late.',
  messages: {
    none: {
      message: 'The section `{section}` does not say when to escalate.',
      expected: 'a paragraph `**Escalate when**` with a list of triggers below it',
      help: 'List what can be measured: a time, a number, a state, such as "the queue grows for 15 minutes".'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'escalation', source)
    if (section === undefined || runbook.escalation.triggers.length > 0) return
    report('none', section.headingPosition, { section: section.title })
  }
})
