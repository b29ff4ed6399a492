/**
 * Nodes of shell scripts that the classification asks about.
 */
import { forEachChild, type Command, type Redirection, type SyntaxNode, type Word } from 'unbash'

/** Nodes that do nothing but hold others. */
export const CHILDREN = new Set([
  'CompoundList',
  'Subshell',
  'BraceGroup',
  'If',
  'Elif',
  'While',
  'Case',
  'CaseItem',
  'AndOr',
  'TestCommand',
  'TestUnary',
  'TestBinary',
  'TestLogical',
  'TestNot',
  'TestGroup',
  'ArithmeticFor',
  'ArithmeticCommand',
  'ArithmeticBinary',
  'ArithmeticUnary',
  'ArithmeticTernary',
  'ArithmeticGroup',
  'ArithmeticWord',
  'ArithmeticExpansion',
  'For',
  'Word',
  'Literal',
  'SingleQuoted',
  'AnsiCQuoted',
  'DoubleQuoted',
  'LocaleString',
  'Glob',
  'ExtendedGlob',
  'BraceExpansion',
  'SimpleExpansion',
  'Assignment',
  'ArrayValue',
  'Statement',
  'Negation',
  'Time',
  'FileDescriptor',
  'HereDocBody',
  'HereDocDelimiter',
  'HereString',
  'Default',
  'Remove',
  'Replace',
  'Slice',
  'CaseModification',
  'Names'
])

/** Whether a redirection is what a command reads. */
export function isInput(redirect: Redirection): boolean {
  const descriptor = redirect.descriptor
  if (descriptor && !(descriptor.type === 'FileDescriptor' && descriptor.value === 0)) return false
  return redirect.type !== 'Redirect' || redirect.operator.startsWith('<')
}

/** `echo |` gives an empty line. */
export function isEmptyEcho(node: SyntaxNode | undefined): boolean {
  return node?.type === 'Command' && node.name?.text === 'echo' && node.suffix.length === 0 && node.prefix.length === 0
}

/** The one word that `echo` prints; null for another command. */
export function saidBy({ name, prefix, suffix, redirects }: Command): Word | null {
  const [word, ...others] = suffix
  const isEcho = name?.text === 'echo' && prefix.length === 0 && redirects.length === 0 && others.length === 0
  return isEcho && word?.type === 'Word' ? word : null
}

/** `<pod>` as a text says what is to be put in there: the shell would read a file, and write the next word. */
export function isPlaceholder(redirects: readonly Redirection[]): boolean {
  return redirects.some((redirect, index) => {
    const next = redirects[index + 1]
    return (
      redirect.type === 'Redirect' &&
      redirect.operator === '<' &&
      next?.type === 'Redirect' &&
      next.operator === '>' &&
      redirect.target?.pos === redirect.pos + 1 &&
      redirect.target.end === next.pos
    )
  })
}

/** Whether a command below a node is started with `&`. */
export function startsInBackground(node: SyntaxNode): boolean {
  let isFound = node.type === 'Statement' && node.background === true
  forEachChild(node, (child) => {
    isFound ||= startsInBackground(child)
  })
  return isFound
}

/** The names that are called below a node, also in substitutions. */
export function callsOf(node: SyntaxNode): string[] {
  const names = node.type === 'Command' && node.name ? [node.name.value] : []
  forEachChild(node, (child) => names.push(...callsOf(child)))
  if ((node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') && node.script)
    names.push(...callsOf(node.script))
  return names
}
