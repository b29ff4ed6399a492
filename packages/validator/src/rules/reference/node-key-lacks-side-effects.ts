import { poorMentions } from '../../subjects/step-fields.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'A step that names a Node or Next key says what else it changes and how to do it by hand.',
  rationale: 'The module mails a thousand customers while it fixes one row, and nobody was warned.',
  messages: {
    lacks: {
      message: 'The step names `{key}` and lacks {fields}.',
      expected: 'the fields `Side effects` and `Manual alternative` in a step that names a Node or Next key',
      help: 'Add {fields}, each in a paragraph of its own.'
    }
  },
  check(runbook, { report }) {
    const mentions = poorMentions(runbook, /^(?:node|next)-/, ['side-effects', 'manual-alternative'])
    for (const { position, ...data } of mentions) report('lacks', position, data)
  }
})
