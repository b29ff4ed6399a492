import { MAX_FILE_SIZE } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'No file that is read or shipped is larger than anybody can read.',
  rationale: 'A pack that takes minutes to fetch or to open does not help on a phone line at three in the morning.',
  messages: {
    'too-large': {
      message: '`{file}` has {size} bytes.',
      expected: 'at most {limit} bytes',
      help: 'Take out what an operator does not need, or keep it out of the package.'
    },
    'text-too-large': {
      message: '`{file}` is too long to be followed: {reason}.',
      expected: 'a text that one person can follow in one incident',
      help: 'Split it into packs that refer to each other.'
    }
  },
  check(source, { report }) {
    const { entries, packedFiles, unread } = source
    for (const { path: file, type, size } of entries.values()) {
      const matters = unread.has(file) || packedFiles === null || packedFiles.has(file)
      if (type !== 'file' || size <= MAX_FILE_SIZE || !matters) continue
      report('too-large', null, { file, size, limit: MAX_FILE_SIZE }, file)
    }
    for (const document of [source.readme, source.checklist, source.changelog]) {
      const problem = document?.model.problems.find(({ id }) => id === 'text-too-large')
      if (!document || !problem) continue
      const reason = problem.message.replace(/\.$/, '')
      report('text-too-large', problem.position, { file: document.path, reason }, document.path)
    }
  }
})
