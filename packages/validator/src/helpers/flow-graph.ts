import type { Graph } from '@keys/schema'

/** The nodes to which edges lead from each node that has any. */
export function successorsIn(graph: Graph): Map<string, string[]> {
  const successors = new Map<string, string[]>()
  for (const { from, to } of graph.edges) {
    const known = successors.get(from)
    if (known) known.push(to)
    else successors.set(from, [to])
  }
  return successors
}

/**
 * Marks a node and all that can be reached from it.
 * @param start The node.
 * @param successors As `successorsIn` gives them.
 * @param reached What is reached already; it is not walked again.
 */
export function reach(start: string, successors: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    for (const next of successors.get(id) ?? []) waiting.push(next)
  }
}

/** The steps that a branch of another step names, itself or by their section. */
export function namedByBranches(graph: Graph): Set<string> {
  const named = graph.edges.filter(
    ({ from, to, on, type }) => on === 'branch' && from !== to && (type === 'explicit' || type === 'section')
  )
  return new Set(named.map(({ to }) => to))
}
