import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The safety checks list what not to do.',
  rationale: 'The first reflex, a restart or a deletion, destroys the evidence or makes the loss final.',
  messages: {
    none: {
      message: 'The section `{section}` forbids nothing.',
      expected: 'a paragraph `**DO NOT**` with a list below it',
      help: 'List under `**DO NOT**` the reflexes that make this incident worse.'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'safety-checks', source)
    if (section === undefined || runbook.prohibitions.length > 0) return
    report('none', section.headingPosition, { section: section.title })
  }
})
