import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The safety checks say how long they may take.',
  rationale: 'Without a limit the checks go on for half an hour while the damage grows.',
  messages: {
    unlimited: {
      message: 'The heading `{section}` says no time.',
      expected: 'a time box in parentheses, such as `(first 5 minutes)`',
      help: 'Write `## {section} (first 5 minutes)`, with the time that your checks need.'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'safety-checks', source)
    if (section === undefined || section.timeBox !== null) return
    report('unlimited', section.headingPosition, { section: section.title })
  }
})
