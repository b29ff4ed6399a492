import type { Command } from '@keys/schema'
import type { Code, Nodes } from 'mdast'
import { readCommand } from '../runbook/commands.js'
import { inputsOf } from '../runbook/inputs.js'
import { walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { beginsWithProgram, commandsInFence, isToldByLines, SQL, type FencedCommand } from './fences.js'
import { codeInWords } from './forbidden.js'
import { placeholdersIn } from './placeholders.js'

/** Inside a step these are told by their words; what is drawn or configured runs nowhere. */
const NO_COMMANDS: ReadonlySet<string> = new Set(['mermaid', 'json', 'yaml', 'yml'])

/**
 * The commands of a code block of somebody else's text.
 * @param node The code block.
 * @param source The text it stands in.
 */
export function commandsOfCode(node: Code, source: Source): Command[] {
  return source.once(node, () => readCode(node, source))
}

function readCode(node: Code, source: Source): Command[] {
  const language = node.lang ?? null
  if (language !== null && NO_COMMANDS.has(language.toLowerCase())) return []
  if (!isToldByLines(language)) {
    const command = readCommand(node, source)
    return command ? [withPlaceholders(command)] : []
  }
  const value = node.value.replaceAll(/\r\n?/g, '\n')
  const commands = commandsInFence(value, language)
  return commands.map((command) => {
    const isWhole = commands.length === 1
    return commandOf(command, language, isWhole ? source.of(node) : linesOf(node, command.lines, source))
  })
}

function commandOf(
  { code, interpreter, output }: Pick<FencedCommand, 'code' | 'interpreter' | 'output'>,
  language: string | null,
  position: Command['position']
): Command {
  return withPlaceholders({
    language,
    interpreter,
    code,
    inputs: inputsRead(code, interpreter),
    ...(output === '' ? {} : { output }),
    position
  })
}

/** What a command reads. Somebody else's psql finds its database by itself, unless the text says where it is. */
function inputsRead(code: string, interpreter: FencedCommand['interpreter']): string[] {
  const inputs = inputsOf(code, interpreter)
  return interpreter === 'sql' || code.includes('DATABASE_URL')
    ? inputs
    : inputs.filter((name) => name !== 'DATABASE_URL')
}

/** Adds what has to be filled in to the inputs of a command. */
function withPlaceholders(command: Command): Command {
  const placeholders = placeholdersIn(command.code)
  if (placeholders.length === 0) return command
  const inputs = [...new Set([...command.inputs, ...placeholders.map(({ input }) => input)])]
  return { ...command, inputs, placeholders }
}

function linesOf(node: Code, [first, last]: [number, number], source: Source): Command['position'] {
  const position = source.of(node)
  const isFenced = position.end.line - position.start.line + 1 > node.value.split(/\r\n|\r|\n/).length
  const start = position.start.line + (isFenced ? 1 : 0)
  return source.lines(Math.min(start + first, position.end.line), Math.min(start + last, position.end.line))
}

/** The commands in a block and in all that it holds, in order of writing. */
export function commandsWithin(block: Nodes, source: Source): Command[] {
  const commands: Command[] = []
  walk(block, (node) => {
    if (node.type === 'code') commands.push(...commandsOfCode(node, source))
  })
  return commands
}

/** Words behind which inline code is a command, whatever it calls. */
const TELLS_TO_RUN =
  /\b(?:run|running|execute|executing|invoke|issue|type)(?:\s+(?:(?:the|this|following)\s+)*(?:command|query|script|statement))?\s*:?\s*$/i

/** What runs some inline code; null for a name. */
function interpreterOfWords(code: string, isTold: boolean): 'bash' | 'sql' | null {
  if (!/\s/.test(code))
    return isTold && (/^(?:\.{1,2})?\/[\w./-]+$/.test(code) || beginsWithProgram(code)) ? 'bash' : null
  if (SQL.test(code)) return 'sql'
  return isTold ? (/^[\w./~-]+\s/.test(code) ? 'bash' : null) : beginsWithProgram(code) ? 'bash' : null
}

/**
 * The commands that stand in the words of an instruction as inline code: a known program with something behind it, unless
 * the words say that it is not to be run.
 * @param block The block of words.
 * @param source The text.
 */
export function inlineCommandsIn(block: Nodes, source: Source): Command[] {
  const commands: Command[] = []
  for (const { node, before, isForbidden } of codeInWords(block)) {
    const code = node.value.replace(/^\s*[$#]\s+/, '').trim()
    const interpreter = isForbidden ? null : interpreterOfWords(code, TELLS_TO_RUN.test(before))
    if (interpreter) commands.push(commandOf({ code, interpreter, output: '' }, null, source.of(node)))
  }
  return commands
}
