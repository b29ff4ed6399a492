/**
 * Small questions about mdast nodes.
 */
import type { Nodes, Paragraph, PhrasingContent, RootContent, Text } from 'mdast'

/** A node with children. */
export type Parent = Extract<Nodes, { children: unknown[] }>

/**
 * The words of a node without markup: blocks on lines of their own, images by their alternative text.
 * @param node A node, or several that stand one after the other.
 */
export function plainText(node: Nodes | readonly Nodes[]): string {
  if (isList(node)) return joined(node, '')
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'break':
      return '\n'
    case 'html':
      return node.value.startsWith('<!--') ? '' : node.value
    default:
      if (!('children' in node)) return ''
      return joined(node.children, separatorIn(node.type))
  }
}

function joined(nodes: readonly Nodes[], separator: string): string {
  let text = ''
  for (const [index, node] of nodes.entries()) text += index === 0 ? plainText(node) : separator + plainText(node)
  return text
}

function separatorIn(type: Nodes['type']): string {
  if (type === 'tableRow') return ' | '
  return type === 'list' || type === 'listItem' || type === 'blockquote' || type === 'table' || type === 'root'
    ? '\n'
    : ''
}

function isList(node: Nodes | readonly Nodes[]): node is readonly Nodes[] {
  return Array.isArray(node)
}

/** White space folded into single blanks, for words that stand on one line of the model. */
export function oneLine(text: string): string {
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim()
}

/**
 * Calls a function for a node and for all below it, in order of writing.
 * @param node Where to start.
 * @param enter What to call.
 */
export function walk(node: Nodes, enter: (node: Nodes) => void): void {
  enter(node)
  if ('children' in node) for (const child of node.children) walk(child, enter)
}

/** The phrasing content of the paragraph that a block opens with; null when it opens with something else. */
export function leadOf(block: RootContent): PhrasingContent[] | null {
  if (block.type === 'paragraph') return block.children
  const first = block.type === 'listItem' ? block.children[0] : undefined
  return first?.type === 'paragraph' ? first.children : null
}

/** A paragraph of some of another one's words. */
export function paragraphOf(children: PhrasingContent[]): Paragraph {
  const start = children[0]?.position?.start
  const end = children.at(-1)?.position?.end
  return { type: 'paragraph', children, ...(start && end && { position: { start, end } }) }
}

/** A part of a text node as a node of its own, with its position as near as the text allows. */
export function cut(node: Text, start: number, end = node.value.length): Text[] {
  const value = node.value.slice(start, end)
  if (value === '') return []
  const position = node.position
  const sameLine = position && position.start.line === position.end.line
  if (!position || !sameLine || position.start.offset === undefined || position.end.offset === undefined) {
    return [{ type: 'text', value, ...(position ? { position } : {}) }]
  }
  // Escapes and character references make the text shorter than what is written; then the whole node must do.
  if (position.end.offset - position.start.offset !== node.value.length) return [{ type: 'text', value, position }]
  const shifted = (by: number) => ({
    line: position.start.line,
    column: position.start.column + by,
    offset: position.start.offset! + by
  })
  return [{ type: 'text', value, position: { start: shifted(start), end: shifted(end) } }]
}
