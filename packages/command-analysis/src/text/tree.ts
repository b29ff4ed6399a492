/**
 * Syntax trees whose nodes are plain objects, as the parsers for SQL and JavaScript give them.
 */

/** A node, or a value in one. */
export type Node = Readonly<Record<string, unknown>>

/** A value as a node; null for what is none. */
export function nodeIn(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : null
}

/** A value as a list of nodes. */
export function nodesIn(value: unknown): Node[] {
  return Array.isArray(value) ? value.map(nodeIn).filter((node) => node !== null) : []
}

/** A value as a text; empty for what is none. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/**
 * Shows a node and all below it, in order of writing. Trees may be as deep as a sum is long, so there is no recursion.
 * @param visit Gives false where nothing below the node is wanted.
 */
export function walk(root: unknown, visit: (node: Node) => boolean | void): void {
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) if (isObject(value[index])) waiting.push(value[index])
      continue
    }
    const node = nodeIn(value)
    if (!node || visit(node) === false) continue
    // What stands first is taken first.
    const from = waiting.length
    for (const name in node) if (isObject(node[name])) waiting.push(node[name])
    for (let low = from, high = waiting.length - 1; low < high; low++, high--)
      [waiting[low], waiting[high]] = [waiting[high], waiting[low]]
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** A node below another one, with the name under which it stands there. */
export interface Part {
  type: string
  node: Node
}

/** All nodes below a node that stand in it by a name, in order of writing. */
export function partsIn(root: Node): Part[] {
  const parts: Part[] = []
  walk(root, (inner) => {
    for (const type in inner) {
      const node = nodeIn(inner[type])
      if (node) parts.push({ type, node })
    }
  })
  return parts
}
