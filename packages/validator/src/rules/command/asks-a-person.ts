import { pitfallsIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'No command waits for somebody to type something.',
  rationale:
    'A command of a run has no terminal until somebody gives it one: it gets an empty answer, or waits for nobody until its time is over.',
  messages: {
    asks: {
      message: '`{name}` asks at the terminal.',
      expected: 'a command that takes all that it needs from inputs and options',
      help: 'Give it the answer by an option or an input, such as `sudo -n` or `ssh -o BatchMode=yes`, or write a manual action.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands)
      for (const { name, place } of pitfallsIn(facts, new Set()).asks) report('asks', placeIn(source, place), { name })
  }
})
