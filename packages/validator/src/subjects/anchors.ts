import type { TextDocument } from '@keys/pack/core'
import { toTree } from '@keys/parser'
import Slugger from 'github-slugger'

type Node = ReturnType<typeof toTree> | ReturnType<typeof toTree>['children'][number]

/**
 * The fragments that lead to a place in a Markdown file: the anchors that GitHub gives its headings, and the ids that
 * its HTML sets.
 * @param document A file that the parser does not refuse.
 */
export function anchorsOf(document: TextDocument): Set<string> {
  const slugger = new Slugger()
  const anchors = new Set<string>()
  // The list grows while it is walked. Headings of one level of nesting keep their order, which numbers equal ones.
  const nodes: Node[] = [toTree(document.content)]
  for (const node of nodes) {
    if (node.type === 'heading') anchors.add(slugger.slug(wordsOf(node)))
    else if ('children' in node) for (const child of node.children) nodes.push(child)
  }
  for (const [, id] of document.content.matchAll(/<[a-z][^<>]*\s(?:id|name)=["']([^"'<>\s]+)["']/gi)) {
    if (id !== undefined) anchors.add(id)
  }
  return anchors
}

/** The words of a heading without their markup. */
function wordsOf(node: Node): string {
  if ('children' in node) return node.children.map(wordsOf).join('')
  return 'value' in node && node.type !== 'html' ? node.value : ''
}
