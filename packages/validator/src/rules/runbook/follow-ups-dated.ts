import { filledSection } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Each follow-up says by when it is done.',
  rationale: 'What has no date is not done, and the same incident comes back.',
  messages: {
    none: {
      message: 'The section `{section}` lists no follow-up.',
      expected: 'one list item for each follow-up, led by a time in bold',
      help: 'Write each as a list item, such as `**Within 24 hours**: find out why the worker died`.'
    },
    undated: {
      message: '`{text}` does not say by when.',
      expected: 'a time in bold at its beginning, such as `**Within 24 hours**`',
      help: 'Put the time before it, in bold.'
    }
  },
  check(runbook, { source, report }) {
    const section = filledSection(runbook, 'follow-ups', source)
    if (section === undefined) return
    if (runbook.followUps.length === 0) report('none', section.headingPosition, { section: section.title })
    for (const { text, due, position } of runbook.followUps) {
      if (due === null) report('undated', position, { text: text.replaceAll(/\s+/g, ' ') })
    }
  }
})
