import { poorMentions } from '../../subjects/step-fields.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A step that names a Jupyter key says what goes in, what comes out and how to do without it.',
  rationale: 'The notebook is open and nobody knows which file it wants, or it is out of reach and the diagnosis ends.',
  messages: {
    lacks: {
      message: 'The step names `{key}` and lacks {fields}.',
      expected: 'the fields `Input`, `Output` and `Manual alternative` in a step that names a Jupyter key',
      help: 'Add {fields}, each in a paragraph of its own below the key.'
    }
  },
  check(runbook, { report }) {
    const mentions = poorMentions(runbook, /^jupyter-/, ['input', 'output', 'manual-alternative'])
    for (const { position, ...data } of mentions) report('lacks', position, data)
  }
})
