import type { CommandFacts } from '../facts.js'
import type { Span } from '../text/mapped-text.js'

/** Signs before which a program waits, by interpreter; at the beginning of a line. */
const SHELL_PROMPT = /^[ \t]*(?:\$|%|[\w.-]+@[\w.-]+:[^\s$#]*[$#])[ \t]+(?=\S)/
const SQL_PROMPT = /^(?:\w+[=\-'("*][#>]|(?:mysql|MariaDB \[\w*\]|sqlite)>)[ \t]+(?=\S)/
const SCRIPT_PROMPT = /^(?:>>>|>)[ \t]+(?=\S)/

/** The prompt signs in a command. */
export function promptsIn({ command, code, calls }: CommandFacts): Span[] {
  if (command.interpreter === 'bash' && command.language !== null) {
    // By the calls, as a here-document may hold lines that look like one.
    const signs = calls.filter(({ name }) => /^([$%]|[\w.-]+@[\w.-]+:\S*[$#])$/.test(name))
    return signs.map(({ namePlace }) => namePlace)
  }
  const prompt =
    command.interpreter === 'sql' ? SQL_PROMPT : command.interpreter === null ? SHELL_PROMPT : SCRIPT_PROMPT
  const spans: Span[] = []
  let start = 0
  for (const line of code.text.split('\n')) {
    const sign = prompt.exec(line)?.[0] ?? ''
    const indent = sign.length - sign.trimStart().length
    if (sign !== '') spans.push(code.span(start + indent, start + sign.trimEnd().length))
    start += line.length + 1
  }
  return spans
}
