/**
 * What a substitution in a shell script gives: `$(...)`.
 */
import type { SyntaxNode } from 'unbash'
import { DYNAMIC, NAME, NUMBER, TEMPORARY } from './paths.js'
import { givesNames } from './shell-names.js'

/** What a substitution gives: any value where its command does not tell. */
export function valueOfSubstitution(script: SyntaxNode | undefined): string {
  if (isTemporary(script)) return TEMPORARY
  if (isNumber(script)) return NUMBER
  return givesNames(script) ? NAME : DYNAMIC
}

/** `$(date +%s)`, `$(wc -l < file)`, `$(... | grep -c text)`: they print a number, or nothing. */
function isNumber(script: SyntaxNode | undefined): boolean {
  if (script?.type !== 'Script' || script.commands.length !== 1) return false
  const statement = script.commands[0]?.command
  const command = statement?.type === 'Pipeline' ? statement.commands.at(-1) : statement
  if (command?.type !== 'Command' || command.name?.parts !== undefined || command.prefix.length > 0) return false
  const words = command.args.map((part) => (part.type === 'Word' && part.parts === undefined ? part.value : ''))
  switch (command.name?.value) {
    case 'date':
      return words.every((word) => /^(-u|\+%s)$/.test(word)) && words.includes('+%s')
    case 'wc':
      return words.length === 1 && /^-[clw]$/.test(words[0] ?? '')
    case 'grep':
      return /^-[A-Za-z]*c[A-Za-z]*$/.test(words[0] ?? '') && words.length <= 2
    default:
      return false
  }
}

/** `$(mktemp)` and `$(mktemp -d)`. */
function isTemporary(script: SyntaxNode | undefined): boolean {
  if (script?.type !== 'Script' || script.commands.length !== 1) return false
  const command = script.commands[0]?.command
  return (
    command?.type === 'Command' &&
    command.name?.value === 'mktemp' &&
    command.name.parts === undefined &&
    command.prefix.length === 0 &&
    command.suffix.every(
      (part) => part.type === 'Word' && part.parts === undefined && /^(-d|-t|[\w.]*X{3,})$/.test(part.value)
    )
  )
}
