import { exposuresIn, isBuiltin, secretsIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  reads: ['inputs'],
  description: 'No program gets a secret among its arguments.',
  rationale:
    'Everybody on the machine reads the arguments of all programs with `ps`, and audit logs and crash reports keep them.',
  messages: {
    seen: {
      message: 'The value of `{name}` is an argument of `{program}`, which everybody on the machine can read.',
      expected: 'a secret that goes by the environment, a file or standard input',
      help: 'Hand it over by the environment, or by standard input, such as `curl -K -` with a here-document.'
    }
  },
  check(_, { analysis, source, pack, report }) {
    const isSecret = secretsIn(pack.inputs ?? [])
    for (const facts of analysis.commands) {
      const { calls, functions } = facts
      // What `timeout` runs is named by itself.
      const wrappers = new Set(calls.map(({ wrapper }) => wrapper))
      for (const { name: program, words } of calls) {
        if (isBuiltin(program) || functions.has(program) || wrappers.has(program)) continue
        for (const { holds, place } of words)
          for (const name of holds.length > 1 ? new Set(holds) : holds)
            if (isSecret(name)) report('seen', placeIn(source, place), { name, program })
      }
      for (const { road, what, by: program } of exposuresIn(facts, isSecret))
        if (road === 'argument' && what.kind === 'value')
          report('seen', placeIn(source, what.place), { name: what.name, program })
    }
  }
})
