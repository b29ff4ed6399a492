import type { Call, CommandFacts } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  reads: ['required_tools'],
  description: 'A check that looks whether a tool is there also asks for the version that pack.json requires.',
  rationale:
    'The check says ready on a machine with an older tool, and a later command prints an option literally or ends with a syntax error, which reads like an answer of the broken system.',
  messages: {
    unasked: {
      message: 'This looks whether `{tool}` is there, and not for version {version}, which pack.json requires.',
      expected: 'a check that compares what `{tool} --version` prints',
      help: 'Ask `{tool} --version` here, and name the tool with the version that is needed when it is older.'
    }
  },
  check(_, { analysis, source, pack, report }) {
    const required = new Map(
      (pack.required_tools ?? []).flatMap(({ command, minimum_version: version }) =>
        version === undefined ? [] : [[command, version] as const]
      )
    )
    for (const facts of analysis.commands) {
      if (facts.step?.kind !== 'check' || asksVersions(facts)) continue
      for (const call of facts.calls.filter(looksForTools)) {
        for (const tool of new Set(call.words.flatMap(({ values }) => values))) {
          const version = required.get(tool)
          if (version !== undefined) report('unasked', placeIn(source, call.place), { tool, version })
        }
      }
    }
  }
})

/** `command -v`, `which`, `type`, `hash`. */
function looksForTools({ name, words }: Call): boolean {
  return name === 'which' || name === 'hash' || name === 'type' || (name === 'command' && words[0]?.value === '-v')
}

/** Whether a call of the command asks something for its version. */
function asksVersions({ calls }: CommandFacts): boolean {
  return calls.some(({ words }) => words.some(({ value }) => value === '--version' || value === '-V'))
}
