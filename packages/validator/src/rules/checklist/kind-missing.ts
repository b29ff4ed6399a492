import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'checklist',
  description: 'Each phase says whether its items are read and done, or done and confirmed.',
  rationale: 'One person does the items and another ticks them from memory, and both think that the other has looked.',
  messages: {
    missing: {
      message: 'The phase `{phase}` does not say how to work through it.',
      expected: 'a line below the heading that opens with `*Read-do*` or `*Do-confirm*`',
      help: 'Write `*Read-do*: read an item, do it, write down what you saw.` below the heading, or `*Do-confirm*`.'
    }
  },
  check({ phases }, { report }) {
    for (const { title, mode, items, headingPosition } of phases) {
      if (mode === null && items.length > 0) report('missing', headingPosition, { phase: title })
    }
  }
})
