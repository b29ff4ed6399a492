import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'changelog',
  description: 'Each entry of CHANGELOG.md says what changed.',
  rationale: 'Who knows the former version cannot see whether the step that they remember still holds.',
  messages: {
    empty: {
      message: 'The entry `{heading}` says nothing.',
      expected: 'one list item or more that says what changed',
      help: 'Say what an operator does otherwise now; for wording only, say that.'
    }
  },
  check({ entries }, { report }) {
    for (const { heading, text, headingPosition } of entries) {
      const words = text.replaceAll(/<!--[\s\S]*?-->|^[ \t]*#{1,6}[ \t].*$|^[ \t]*[-*+][ \t]*$/gm, '')
      if (words.trim() === '') report('empty', headingPosition, { heading })
    }
  }
})
