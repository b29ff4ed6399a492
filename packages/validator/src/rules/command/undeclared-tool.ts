import { type CommandFacts, firstLine, GIVEN_TOOLS, type Span } from '@keys/command-analysis'
import type { Interpreter } from '@keys/schema'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** What runs a fence, beyond the shell. */
const RUN_BY: Readonly<Record<Interpreter, string | null>> = { bash: null, sql: 'psql', js: 'node', python: 'python3' }

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
      for (const { tool, place } of toolsOf(facts)) {
        // Once for each tool.
        if (known.has(tool)) continue
        known.add(tool)
        report('undeclared', placeIn(source, place), { tool })
      }
    }
  }
})

function toolsOf({ command, calls, functions, code }: CommandFacts): { tool: string; place: Span }[] {
  const runner = command.interpreter && RUN_BY[command.interpreter]
  const tools = calls
    // What has a slash in it is a file, and other signs are those of a prompt.
    .filter(({ name }) => /^[A-Za-z0-9][\w.+-]*$/.test(name) && !GIVEN_TOOLS.has(name) && !functions.has(name))
    .map(({ name, namePlace }) => ({ tool: name, place: namePlace }))
  return runner ? [{ tool: runner, place: firstLine(code) }, ...tools] : tools
}
