/**
 * From a tree of Markdown to one of HTML.
 */
import type { ToTree } from '@keys/parser'
import type { Root } from 'hast'
import { toHast, type State } from 'mdast-util-to-hast'

type Tree = ReturnType<ToTree>

/**
 * The tree of HTML as `toHast` makes it. Before it begins, that looks for definitions with a walker that names a function for
 * each node, which takes as long as all the rest: so it is shown an empty tree, and told the definitions of the other.
 * @param tree The tree of a text; it is not changed.
 */
export function hastOf(tree: Tree): Root {
  const root = (state: State): ReturnType<State['all']> => {
    define(tree, state)
    return state.wrap(state.all(tree))
  }
  return toHast({ type: 'root', children: [] }, { handlers: { root } }) as Root
}

/** The first definition of a name counts. */
function define(node: Tree | Tree['children'][number], state: State): void {
  if (node.type === 'definition' || node.type === 'footnoteDefinition') {
    const id = node.identifier.toUpperCase()
    if (node.type === 'footnoteDefinition') {
      if (!state.footnoteById.has(id)) state.footnoteById.set(id, node)
    } else if (!state.definitionById.has(id)) state.definitionById.set(id, node)
  }
  if ('children' in node) for (const child of node.children) define(child, state)
}
