import { promptsIn } from '@keys/command-analysis'
import { fixOf } from '@keys/pack/core'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  description: 'No command begins with the sign of a prompt.',
  rationale: 'The pasted line fails with "command not found", and the operator looks for a fault that is not there.',
  messages: {
    prompt: {
      message: 'The command begins with the prompt `{sign}`.',
      expected: 'a command alone, with its output in a fence of `text`',
      help: 'Take the prompt out.'
    }
  },
  check(_, { analysis, source, report }) {
    const { readme } = source
    for (const { start, end } of analysis.commands.flatMap(promptsIn)) {
      const after = readme?.text.slice(end) ?? ''
      const gap = after.length - after.replace(/^[ \t]+/, '').length
      const fix = readme && fixOf(readme, [{ start, end: end + gap, text: '' }])
      report(
        'prompt',
        placeIn(source, { start, end }),
        { sign: readme?.text.slice(start, end) ?? '' },
        'README.md',
        fix
      )
    }
  }
})
