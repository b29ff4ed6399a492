import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'No field stands twice in one JSON object.',
  rationale: 'Readers keep the last of the two without a word, so what a person reads first may not be what tools do.',
  messages: {
    duplicate: {
      message: '`{key}` stands again; it is on line {line} already.',
      expected: 'each field once in an object',
      help: 'Delete the one that is wrong.'
    }
  },
  check({ packJson, manifest }, { report }) {
    for (const document of [packJson, manifest]) {
      for (const { key, first, repeated } of document?.duplicateKeys() ?? []) {
        report('duplicate', repeated, { key, line: first.start.line }, document?.path)
      }
    }
  }
})
