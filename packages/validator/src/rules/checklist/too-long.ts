import * as z from 'zod'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'checklist',
  description: 'A phase has at most nine items.',
  options: z.strictObject({ most: z.int().min(1).default(9).describe('How many items a phase may have.') }),
  rationale: 'In a long list people tick by the line and lose their place, and two lines are left out unseen.',
  messages: {
    long: {
      message: 'The phase `{phase}` has {count} items.',
      expected: 'at most {most} items in a phase',
      help: 'Join items that are done in one go, or split the steps of the runbook between two packs.'
    }
  },
  check({ phases }, { options: { most }, report }) {
    for (const { title, items, headingPosition } of phases) {
      const count = items.filter(({ checked }) => checked !== null).length
      if (count > most) report('long', headingPosition, { phase: title, count, most })
    }
  }
})
