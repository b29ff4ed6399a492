import type { SyntaxNode, Word } from 'unbash'
import type { Span } from '../text/mapped-text.js'
import type { Taint } from './taint.js'

/** How what stands in a word is looked up. */
interface Lookup {
  variable: (name: string) => readonly Taint[]
  /** What `${!name}` reads. */
  named: (name: string) => readonly Taint[]
  /** What a script in the word prints. */
  output: (script: SyntaxNode) => readonly Taint[]
}

/** What is secret in a word, and in the output that it names as a file. */
export function taintsIn(
  word: Word,
  place: Span,
  lookup: Lookup
): { taints: readonly Taint[]; file: readonly Taint[] } {
  const taints: Taint[] = []
  const file: Taint[] = []
  for (const part of word.parts ?? []) {
    if (part.type === 'ProcessSubstitution') {
      const output = part.script ? lookup.output(part.script) : []
      if (part.operator === '<') file.push(...output)
    } else taints.push(...partTaints(part, lookup))
  }
  return { taints: taints.map((taint) => ({ ...taint, place })), file }
}

function partTaints(part: SyntaxNode, lookup: Lookup): readonly Taint[] {
  switch (part.type) {
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.flatMap((one) => partTaints(one, lookup))
    case 'SimpleExpansion':
      return lookup.variable(part.text.slice(1))
    case 'CommandExpansion':
      return part.script ? lookup.output(part.script) : []
    case 'ParameterExpansion':
      return expanded(part, lookup)
    default:
      return []
  }
}

/** What `${...}` holds of a value: not its length nor whether it is set, and not what a pattern with `*` leaves of it. */
function expanded(
  { prefix, operation, parameter }: Extract<SyntaxNode, { type: 'ParameterExpansion' }>,
  lookup: Lookup
): readonly Taint[] {
  if (prefix === '#') return []
  const value = prefix === '!' ? lookup.named(parameter) : lookup.variable(parameter)
  const inWord = (word: Word): readonly Taint[] => (word.parts ?? []).flatMap((part) => partTaints(part, lookup))
  switch (operation?.type) {
    case 'Names':
      return []
    case 'Default': {
      if (operation.operator.includes('?')) return value
      return operation.operator.includes('+') ? inWord(operation.operand) : [...value, ...inWord(operation.operand)]
    }
    // `${URL##*@}` is the host: what is cut off is the secret.
    case 'Remove':
      return operation.operand.text.includes('*') ? [] : value
    case 'Replace':
      return operation.pattern.text.includes('*') ? inWord(operation.replacement) : value
    default:
      return value
  }
}
