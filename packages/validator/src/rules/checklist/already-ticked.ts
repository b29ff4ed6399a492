import { fixOf } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  description: 'No item of the checklist is ticked.',
  rationale: 'A tick that was there before looks like work that somebody has done.',
  messages: {
    ticked: {
      message: '`{text}` is ticked already.',
      expected: 'an empty box, `[ ]`',
      help: 'Write `[ ]`.'
    }
  },
  check({ phases }, { source: { checklist }, report }) {
    for (const { checked, text, position } of phases.flatMap(({ items }) => items)) {
      if (checked !== true || checklist === null) continue
      const box = checklist.text.indexOf('[', position.start.offset)
      const fix = fixOf(checklist, [{ start: box + 1, end: box + 2, text: ' ' }])
      report('ticked', checklist.range(box, box + '[x]'.length), { text }, checklist.path, fix)
    }
  }
})
