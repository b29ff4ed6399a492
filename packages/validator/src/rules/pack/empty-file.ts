import { documentsOf, fixOf } from '@keys/pack/core'
import { newChecklist } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'No file of the pack is empty.',
  rationale: 'An operator opens the file in the middle of an incident and nothing is in it.',
  messages: {
    empty: {
      message: '`{file}` is empty.',
      expected: 'at least one character that is not white space',
      help: 'Write it, or restore it from version control.'
    }
  },
  check(source, { runbook, report }) {
    const { readme, checklist } = source
    for (const document of documentsOf(source)) {
      if (!document.isBlank) continue
      const file = document.path
      const text = document === checklist && runbook !== null && readme !== null ? newChecklist(runbook, readme) : null
      const fix = text === null ? null : fixOf(document, [{ start: 0, end: document.text.length, text }])
      report('empty', null, { file }, file, fix)
    }
  }
})
