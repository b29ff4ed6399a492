import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'The metadata and package.json are JSON.',
  rationale: 'Neither npm nor the index can read the pack, so it cannot be found or installed when it is needed.',
  messages: {
    fault: {
      message: '`{file}` is not JSON here: {reason}.',
      expected: 'a JSON text without comments and trailing commas',
      help: 'Correct the text at this place.'
    },
    'byte-order-mark': {
      message: '`{file}` opens with a byte order mark.',
      expected: '`JSON` from the first byte on, as many of its readers refuse anything else',
      help: 'Save the file as UTF-8 without a byte order mark.'
    }
  },
  check({ packJson, manifest }, { report }) {
    for (const document of [packJson, manifest]) {
      if (document === null || document.isBlank) continue
      const { path: file } = document
      if (document.hasByteOrderMark) report('byte-order-mark', document.range(0, 1), { file }, file)
      for (const { reason, position } of document.faults) report('fault', position, { file, reason }, file)
    }
  }
})
