import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each fence says in which language it is written.',
  rationale: 'Nobody can tell a command from its output, and what is output gets pasted into a shell.',
  messages: {
    missing: {
      message: 'The fence names no language.',
      expected: '`bash`, `sql`, `js` or `python` for a command, `text` for output',
      help: 'Write the language after the opening back-ticks.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { command } of analysis.commands) {
      if (command.language !== null) continue
      const { start } = command.position
      // Code that is indented has no fence to write on; it is told as it is.
      const fence = /^[`~]*/.exec(source.readme?.text.slice(start.offset) ?? '')?.[0].length ?? 0
      report('missing', placeIn(source, { start: start.offset, end: start.offset + Math.max(fence, 1) }))
    }
  }
})
