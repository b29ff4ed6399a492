/**
 * The functions of a script that are certainly there when they are called by name.
 */
import { forEachChild, type SyntaxNode } from 'unbash'

/** Where a function is certainly there: from its definition to the end of the list of commands that it stands in. */
export interface FunctionRange {
  name: string
  from: number
  to: number
}

/**
 * The functions of a script: a call outside of their ranges, or of another name, starts a program.
 * @param root The script.
 */
export function certainFunctions(root: SyntaxNode): readonly FunctionRange[] {
  const found: FunctionRange[] = []
  collect(root)
  return found

  function collect(node: SyntaxNode): void {
    const isList = node.type === 'CompoundList' || node.type === 'Script'
    forEachChild(node, (child) => {
      if (isList && child.type === 'Statement' && child.background !== true && child.command.type === 'Function')
        found.push({ name: child.command.name.value, from: child.end, to: node.end })
      collect(child)
    })
    if ((node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') && node.script) collect(node.script)
  }
}
