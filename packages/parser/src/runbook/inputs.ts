/**
 * Which environment variables a command reads. An approximation that needs no shell: quotes and here-documents are
 * followed, code is not run.
 */
import type { Command, Interpreter, Runbook } from '@keys/schema'
import { SHELL_VARIABLES } from '../model/inputs.js'

const SHELL_VARIABLE = /\$(?:([A-Z][A-Z0-9_]*)|\{[#!]?([A-Z][A-Z0-9_]*))/g
const SHELL_ASSIGNMENT =
  /(?:^|[\s;&|(])(?:(?:export|local|readonly|declare)\s+)?([A-Z][A-Z0-9_]*)\+?=|\bfor\s+([A-Z][A-Z0-9_]*)\s+in\b|\bread\s+(?:-\w+\s+)*([A-Z][A-Z0-9_]*)/g
const OTHER_LANGUAGES =
  /process\.env(?:\.([A-Z][A-Z0-9_]*)|\[['"]([A-Z][A-Z0-9_]*)['"]\])|os\.(?:environ(?:\.get\()?\[?|getenv\()\s*['"]([A-Z][A-Z0-9_]*)['"]|\$?\b(?:ENV|env)\.([A-Z][A-Z0-9_]*)|\\getenv\s+\S+\s+([A-Z][A-Z0-9_]*)/g
const DESTRUCTURED = /\{([^{}]*)\}\s*=\s*process\.env\b/g

/**
 * The environment variables that a command reads, in order of their first use.
 * @param code The text of the command.
 * @param interpreter What runs it; `sql` always reads DATABASE_URL.
 */
export function inputsOf(code: string, interpreter: Interpreter | null): string[] {
  const names = new Set<string>(interpreter === 'sql' || reachesDatabase(code, interpreter) ? ['DATABASE_URL'] : [])
  const found: [index: number, name: string][] = []
  const inShell = interpreter === 'bash' || interpreter === null
  const expanded = inShell ? withoutLiteralText(code) : ''
  const assigned = firstAssignments(expanded)
  for (const match of code.matchAll(DESTRUCTURED)) {
    for (const name of match[1]!.matchAll(/[A-Z][A-Z0-9_]*/g)) found.push([match.index + name.index, name[0]])
  }
  for (const match of [...code.matchAll(OTHER_LANGUAGES), ...expanded.matchAll(SHELL_VARIABLE)]) {
    const name = firstGroup(match)
    const set = assigned.get(name)
    if (set === undefined || match.index < set) found.push([match.index, name])
  }
  for (const [, name] of found.sort((a, b) => a[0] - b[0])) if (!SHELL_VARIABLES.has(name)) names.add(name)
  return [...names]
}

/**
 * The inputs of a runbook: what some commands read, each name with the places of the commands that read it.
 * @param commands The commands, in the order in which their inputs are listed.
 */
export function inputsOfCommands(commands: readonly Command[]): Runbook['inputs'] {
  const inputs = new Map<string, Runbook['inputs'][number]>()
  for (const command of commands) {
    for (const name of command.inputs) {
      const input = inputs.get(name) ?? { name, positions: [] }
      input.positions.push(command.position)
      inputs.set(name, input)
    }
  }
  return [...inputs.values()]
}

/** A call of psql that is told no database: it takes the one of the environment, which is made of DATABASE_URL. */
function reachesDatabase(code: string, interpreter: Interpreter | null): boolean {
  if (interpreter !== 'bash' && interpreter !== null) return false
  return /(?:^|[\n;&|(!]|\$\()[ \t]*(?:\w+=\S* +)*psql(?= )(?![^\n]*(?: -[hdU]| --host| --dbname|postgres(?:ql)?:|_URL))/.test(
    code
  )
}

/** Where each variable is first set, by name: a use before that place reads the environment. */
function firstAssignments(code: string): Map<string, number> {
  const assigned = new Map<string, number>()
  for (const match of code.matchAll(SHELL_ASSIGNMENT)) {
    const name = firstGroup(match)
    // A value is expanded before it is assigned: X="$X" reads X.
    const valueEnd = code.slice(match.index + match[0].length).search(/[\s;]|$/)
    if (!assigned.has(name)) assigned.set(name, match.index + match[0].length + valueEnd)
  }
  return assigned
}

function firstGroup(match: RegExpMatchArray): string {
  return match.slice(1).find((group) => group !== undefined) ?? ''
}

/** The code with everything blanked out in which a shell expands nothing: comments, single quotes, quoted here-documents. */
function withoutLiteralText(code: string): string {
  let result = ''
  let quote: '"' | null = null
  for (let index = 0; index < code.length;) {
    const rest = code.slice(index, index + 2)
    const char = rest.charAt(0)
    let end = index + 1
    let keep = true
    if (char === '\\') {
      end = index + 2
      keep = false
    } else if (char === '"') {
      quote = quote ? null : '"'
    } else if (quote === null && char === "'") {
      end = endAfter(code, "'", index + 1)
      keep = false
    } else if (quote === null && char === '#' && (index === 0 || /\s/.test(code.charAt(index - 1)))) {
      end = code.indexOf('\n', index)
      if (end === -1) end = code.length
      keep = false
    } else if (quote === null && rest === '<<') {
      const document = quotedHereDocument(code, index)
      if (document) {
        result += code.slice(index, document.start) + ' '.repeat(document.end - document.start)
        index = document.end
        continue
      }
    }
    result += keep ? code.slice(index, end) : ' '.repeat(Math.min(end, code.length) - index)
    index = end
  }
  return result
}

/** The body of a here-document whose delimiter is quoted, so that nothing in it is expanded. */
function quotedHereDocument(code: string, index: number): { start: number; end: number } | null {
  const opening = /^<<-?\s*(['"])([A-Za-z_]\w*)\1/.exec(code.slice(index, index + 80))
  if (!opening) return null
  const start = code.indexOf('\n', index)
  if (start === -1) return null
  const closing = new RegExp(`^\\t*${opening[2]!}$`, 'm').exec(code.slice(start + 1))
  return { start, end: closing ? start + 1 + closing.index : code.length }
}

function endAfter(code: string, char: string, from: number): number {
  const end = code.indexOf(char, from)
  return end === -1 ? code.length : end + 1
}
