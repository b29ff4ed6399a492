import { branchInWords } from '@keys/parser/model'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Inline code in a condition is a matcher.',
  rationale: 'It looks like an answer that the runner compares, and it is compared with nothing.',
  messages: {
    'no-matcher': {
      message: '`{code}` in `{branch}` is not a matcher.',
      expected: 'one word, or a matcher such as `5xx`, `> 0`, `/no signatures found/i`, `exit 28` or `empty`',
      help: 'Write it as a matcher, such as `/words of the answer/`, or without back-ticks, so that a person decides.'
    }
  },
  check({ steps }, { report }) {
    for (const branch of steps.flatMap(({ branches }) => branches)) {
      for (const { text, position } of branch.strayCode) {
        report('no-matcher', position, { code: text, branch: branchInWords(branch) })
      }
    }
  }
})
