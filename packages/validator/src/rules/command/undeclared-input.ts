import { nearest } from '@keys/pack/core'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  reads: ['inputs'],
  description: 'Each environment variable that a command reads is declared as an input.',
  rationale: 'The variable is empty where nobody knew of it: a path begins at the root, a query asks for nothing.',
  messages: {
    undeclared: {
      message: '`{name}` is read here and is not an input.',
      expected: 'a variable that is declared under `inputs` in pack.json, or set in the block',
      help: 'Declare `{name}` in pack.json, or set it in the block before it is read.'
    },
    misspelled: {
      message: '`{name}` is not an input. Is `{nearest}` meant?',
      expected: 'a variable that is declared under `inputs` in pack.json, or set in the block',
      help: 'Write `{nearest}`, or declare `{name}` in pack.json.'
    }
  },
  check(_, { analysis, source, pack, report }) {
    const declared = new Set((pack.inputs ?? []).map(({ name }) => name))
    for (const facts of analysis.commands) {
      if (facts.command.interpreter === 'sql' && !declared.has('DATABASE_URL')) {
        report('undeclared', facts.command.position, { name: 'DATABASE_URL' })
        declared.add('DATABASE_URL')
      }
      for (const { name, optional, place } of facts.variables) {
        // What goes on without it is a setting of the machine, not an input.
        if (optional || declared.has(name)) continue
        // Once for each name.
        const near = nearest(
          name,
          (pack.inputs ?? []).map((input) => input.name)
        )
        declared.add(name)
        if (near === null) report('undeclared', placeIn(source, place), { name })
        else report('misspelled', placeIn(source, place), { name, nearest: near })
      }
    }
  }
})
