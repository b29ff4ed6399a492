import type { Command, Interpreter } from '@keys/schema'
import type { Code, Nodes } from 'mdast'
import { inputsOf } from './inputs.js'
import { scriptsOf } from './scripts.js'
import { walk } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'

const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  bash: 'bash',
  sh: 'bash',
  shell: 'bash',
  sql: 'sql',
  psql: 'sql',
  postgresql: 'sql',
  js: 'js',
  javascript: 'js',
  mjs: 'js',
  python: 'python',
  py: 'python',
  python3: 'python'
}

/** Shells that bash does not stand in for: the same words mean something else there. */
const OTHER_SHELLS: ReadonlySet<string> = new Set(
  'zsh fish ksh ksh93 mksh dash ash csh tcsh nu nushell elvish xonsh pwsh powershell ps1 cmd bat batch'.split(' ')
)

/**
 * Reads a code block as a command.
 * @param node The code block.
 * @param source The text it stands in.
 * @returns The command, without an interpreter where it is one of a shell that does not run here; null for output (`text`,
 *   `console`) and for languages that do not run.
 */
export function readCommand(node: Code, source: Source): Command | null {
  const language = node.lang ?? null
  const interpreter = language === null ? null : (INTERPRETERS[language.toLowerCase()] ?? null)
  if (language !== null && interpreter === null && !OTHER_SHELLS.has(language.toLowerCase())) return null
  // A shell takes a carriage return for a character of the line.
  const code = node.value.replaceAll(/\r\n?/g, '\n')
  const scripts = scriptsOf(code, source.scripts)
  return {
    language,
    interpreter,
    code,
    inputs: [...new Set([{ code, interpreter }, ...scripts].flatMap((part) => inputsOf(part.code, part.interpreter)))],
    ...(scripts.length > 0 ? { scripts } : {}),
    position: source.of(node)
  }
}

/** The commands in a block and in all that it holds, in order of writing. */
export function commandsIn(block: Nodes, source: Source): Command[] {
  const commands: Command[] = []
  walk(block, (node) => {
    const command = node.type === 'code' ? readCommand(node, source) : null
    if (command) commands.push(command)
  })
  return commands
}
