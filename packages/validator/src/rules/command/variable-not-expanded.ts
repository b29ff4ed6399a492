import { pitfallsIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  reads: ['inputs'],
  description: 'The value of an input stands where the command names it.',
  rationale:
    'In single quotes, below a quoted tag and in SQL nobody puts the value in: the command asks for a name with a dollar sign and finds nothing, which looks like an answer.',
  messages: {
    stays: {
      message: '`{name}` stays as it is written here, and its value is not put in.',
      expected: 'a place where the value is put in',
      help: "Use double quotes or a tag without quotes; in SQL, `\\getenv name {name}` and then `:'name'`."
    }
  },
  check(_, { analysis, source, pack, report }) {
    const inputs = new Set((pack.inputs ?? []).map(({ name }) => name))
    for (const facts of analysis.commands)
      for (const { name, place } of pitfallsIn(facts, inputs).unexpanded)
        report('stays', placeIn(source, place), { name })
  }
})
