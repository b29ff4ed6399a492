import { documentsOf } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
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
  check(source, { report }) {
    for (const { path: file, isBlank } of documentsOf(source)) if (isBlank) report('empty', null, { file }, file)
  }
})
