import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'comments',
  description: 'A comment that disables a rule says why.',
  rationale:
    'Nobody can tell an exception that was thought through from one that was in a hurry, so both stay for ever.',
  messages: {
    none: {
      message: '`{word}` gives no reason, and disables nothing without one.',
      expected: '` -- ` after the names of the rules, and a reason',
      help: 'Write why the rule is wrong here, or fix what it finds and delete the comment.'
    }
  },
  check({ comments }, { report }) {
    for (const { file, word, reason, position } of comments) {
      const disables = word === 'keys-disable' || word === 'keys-disable-next-line'
      if (disables && reason === '') report('none', position, { word }, file)
    }
  }
})
