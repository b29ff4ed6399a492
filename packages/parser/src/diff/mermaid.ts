import type { Change, Graph, GraphEdge } from '@keys/schema'
import { matchSteps } from './names.js'
import type { RunbookVersion } from './diff.js'
import { arrowOf, shapeOf } from '../graph/mermaid.js'

type State = 'same' | 'added' | 'removed' | 'changed'

const NODE_STYLES = [
  'classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  'classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 5',
  'classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328'
]
const EDGE_STYLES: Readonly<Record<Exclude<State, 'same'>, string>> = {
  added: 'stroke:#1a7f37,stroke-width:2px',
  removed: 'stroke:#cf222e,stroke-dasharray:5 5',
  changed: 'stroke:#9a6700,stroke-width:2px'
}

/**
 * Draws the difference of two versions as one Mermaid flow chart: green is new, red and dashed is gone, amber is other
 * than it was.
 * @param before The older version.
 * @param after The newer version.
 * @param changes What `diffGraphs` gives for them.
 */
export function toMermaidDiff(before: RunbookVersion, after: RunbookVersion, changes: readonly Change[]): string {
  const { idAfter } = matchSteps(before.runbook.steps, after.runbook.steps)
  const then = renamed(before.runbook.graph, idAfter)
  const now = after.runbook.graph
  const touched = new Set(changes.filter(({ type }) => type !== 'step-renumbered').map(({ step }) => step))
  const old = new Set(then.nodes.map(({ id }) => id))
  const own = new Set(now.nodes.map(({ id }) => id))
  const nodes = [...now.nodes, ...then.nodes.filter(({ id }) => !own.has(id))]
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]))
  const stateOf = (id: string): State =>
    !old.has(id) ? 'added' : !own.has(id) ? 'removed' : touched.has(id) ? 'changed' : 'same'

  const lines = ['flowchart TD', ...nodes.map((node) => `  ${names.get(node.id)!}${shapeOf(node)}`)]
  const styles: string[] = []
  let count = 0
  for (const [edge, state] of edgesOf(then.edges, now.edges)) {
    const [from, to] = [names.get(edge.from), names.get(edge.to)]
    if (from === undefined || to === undefined) continue
    lines.push(`  ${from} ${arrowOf(edge)} ${to}`)
    if (state !== 'same') styles.push(`  linkStyle ${count} ${EDGE_STYLES[state]}`)
    count++
  }
  lines.push(...NODE_STYLES.map((style) => `  ${style}`))
  for (const state of ['added', 'removed', 'changed'] as const) {
    const members = nodes.filter(({ id }) => stateOf(id) === state).map(({ id }) => names.get(id)!)
    if (members.length > 0) lines.push(`  class ${members.join(',')} ${state}`)
  }
  return `${[...lines, ...styles].join('\n')}\n`
}

/** The graph of the older version, with the ids of the newer one. */
function renamed({ entry, nodes, edges }: Graph, idAfter: ReadonlyMap<string, string>): Graph {
  const own = (id: string): string => idAfter.get(id) ?? id
  return {
    entry: entry === null ? null : own(entry),
    nodes: nodes.map((node) => ({ ...node, id: own(node.id) })),
    edges: edges.map((edge) => ({ ...edge, from: own(edge.from), to: own(edge.to) }))
  }
}

/** All edges of both, with what became of each; one that only has other words is drawn once. */
function edgesOf(before: readonly GraphEdge[], after: readonly GraphEdge[]): [GraphEdge, State][] {
  const whole = ({ from, to, on, condition }: GraphEdge): string => JSON.stringify([from, to, on, condition])
  const origin = ({ from, on, condition }: GraphEdge): string => JSON.stringify([from, on, condition])
  const ends = ({ from, to, on }: GraphEdge): string => JSON.stringify([from, to, on])
  const same = new Set(before.map(whole))
  const kept = new Set(after.map(whole))
  const gone = before.filter((edge) => !kept.has(whole(edge)))
  const goneOrigins = new Set(gone.map(origin))
  const goneEnds = new Set(gone.map(ends))
  const come = after.filter((edge) => !same.has(whole(edge)))
  const comeEnds = new Set(come.map(ends))
  const state = (edge: GraphEdge): State => {
    if (same.has(whole(edge))) return 'same'
    return goneOrigins.has(origin(edge)) || goneEnds.has(ends(edge)) ? 'changed' : 'added'
  }
  return [
    ...after.map((edge): [GraphEdge, State] => [edge, state(edge)]),
    ...gone.filter((edge) => !comeEnds.has(ends(edge))).map((edge): [GraphEdge, State] => [edge, 'removed'])
  ]
}
