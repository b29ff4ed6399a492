/**
 * The programs that commands need on a machine.
 */
import type { Interpreter } from '@keys/schema'
import type { CommandFacts } from './facts.js'
import { GIVEN_TOOLS } from './shell/names.js'
import { firstLine, type Span } from './text/mapped-text.js'

/** What runs a fence, beyond the shell. */
const RUN_BY: Readonly<Record<Interpreter, string | null>> = { bash: null, sql: 'psql', js: 'node', python: 'python3' }

/** A program that a command calls. */
export interface CalledTool {
  tool: string
  place: Span
}

/**
 * The programs that a command calls, beyond those of POSIX and bash and its own functions.
 * @param facts What is known of the command.
 */
export function toolsCalledBy({ command, calls, functions, code }: CommandFacts): CalledTool[] {
  const runner = command.interpreter && RUN_BY[command.interpreter]
  const tools = calls
    // What has a slash in it is a file, and other signs are those of a prompt.
    .filter(({ name }) => /^[A-Za-z0-9][\w.+-]*$/.test(name) && !GIVEN_TOOLS.has(name) && !functions.has(name))
    .map(({ name, namePlace }) => ({ tool: name, place: namePlace }))
  return runner ? [{ tool: runner, place: firstLine(code) }, ...tools] : tools
}
