import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'The runbook lists what to keep as evidence.',
  rationale: 'When the auditor asks, nobody saved the output that showed what was broken.',
  messages: {
    none: {
      message: '`{section}` lists nothing to keep.',
      expected: 'one list item for each thing to keep',
      help: 'List what proves the fault, each decision and the recovery.'
    }
  },
  check(runbook, { report }) {
    const section = runbook.sections.find(({ kind }) => kind === 'evidence')
    // runbook/sections-present speaks of a section that is missing.
    if (section === undefined || runbook.evidence.length > 0) return
    report('none', section.headingPosition, { section: section.title })
  }
})
