import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Each command is written for a shell that runs it.',
  rationale:
    'The runner has only bash: what another shell reads otherwise is left to the operator, in the middle of a run.',
  messages: {
    unknown: {
      message: 'Blocks in `{language}` are not run.',
      expected: '`bash`, `sql`, `js` or `python`',
      help: 'Write the block in bash, or call the shell from a bash block with `{language} -c`.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { command } of analysis.commands) {
      if (command.language === null || command.interpreter !== null) continue
      const { start } = command.position
      const text = source.readme?.text.slice(start.offset) ?? ''
      const before = /^[`~]*\s*/.exec(text)?.[0].length ?? 0
      const from = start.offset + before
      report('unknown', placeIn(source, { start: from, end: from + command.language.length }), {
        language: command.language
      })
    }
  }
})
