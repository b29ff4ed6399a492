import type { Graph, GraphEdge, GraphNode } from '@keys/schema'
import { endingOfNode, stopInWords } from '../model/ending.js'
import { stepHeading } from '../model/steps.js'

/**
 * Draws a graph as a Mermaid flow chart.
 * @param graph The graph of a runbook.
 * @returns The text of a Mermaid diagram, which GitHub shows in a `mermaid` fence.
 */
export function toMermaid(graph: Graph): string {
  const names = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]))
  const lines = graph.nodes.map((node) => `  ${names.get(node.id)!}${shapeOf(node)}`)
  for (const edge of graph.edges) {
    const from = names.get(edge.from)
    const to = names.get(edge.to)
    if (from !== undefined && to !== undefined) lines.push(`  ${from} ${arrowOf(edge)} ${to}`)
  }
  return `flowchart TD\n${lines.join('\n')}\n`
}

/** The shape of a node, with its words. */
export function shapeOf(node: GraphNode): string {
  switch (node.type) {
    case 'terminal':
      return `([${quoted(stopInWords(endingOfNode(node)))}])`
    case 'external':
      return `[[${quoted(node.package)}]]`
    case 'step': {
      const words = quoted(stepHeading(node))
      if (node.kind === 'diagnosis') return `{{${words}}}`
      return node.kind === 'action' ? `[${words}]` : `(${words})`
    }
  }
}

/** The arrow of an edge, with its condition. */
export function arrowOf(edge: GraphEdge): string {
  if (edge.condition !== null) return `-->|${quoted(edge.condition)}|`
  if (edge.on === 'fails') return '-. fails .->'
  return edge.on === 'holds' ? '-. holds .->' : '-.->'
}

/** Text as Mermaid takes it: in quotes, with entity codes for what would end or change it. */
function quoted(text: string): string {
  const escaped = text.replace(/[&"<>#;`[\]{}|()\\\p{Cc}]/gu, (char) =>
    char < ' ' ? ' ' : `#${char.codePointAt(0)!};`
  )
  return `"${escaped}"`
}
