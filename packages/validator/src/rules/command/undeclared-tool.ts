import { toolsCalledBy } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  reads: ['required_tools'],
  description: 'Each program that a command calls is declared, beyond those of POSIX and bash.',
  rationale: 'The command fails on the machine of the one who is on call, and nobody knew that something was missing.',
  messages: {
    undeclared: {
      message: '`{tool}` is called here and is not declared.',
      expected: 'a tool of POSIX, a builtin of bash, or one under `required_tools` in pack.json',
      help: 'Declare `{tool}` under `required_tools` in pack.json, or do without it.'
    }
  },
  check(_, { analysis, source, pack, report }) {
    const known = new Set((pack.required_tools ?? []).map(({ command }) => command))
    for (const facts of analysis.commands) {
      for (const { tool, place } of toolsCalledBy(facts)) {
        // Once for each tool.
        if (known.has(tool)) continue
        known.add(tool)
        report('undeclared', placeIn(source, place), { tool })
      }
    }
  }
})
