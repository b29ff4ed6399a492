import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  summary: 'Each label opens a paragraph of its own.',
  harm: 'Rendered, the two run together on one line, and the second is read over.',
  messages: {
    shared: {
      message: '`{label}` stands in the paragraph of another label.',
      expected: 'blank line before `{label}`',
      mend: 'Put a blank line before it.'
    }
  },
  check({ steps }, { report }) {
    for (const { name, sharesParagraph, labelPosition } of steps.flatMap(({ fields }) => fields)) {
      if (sharesParagraph) report('shared', labelPosition, { label: name })
    }
  }
})
