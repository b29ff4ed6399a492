/**
 * Questions about a decision graph.
 */
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

/**
 * The strongly connected component of each node, by number. R. Tarjan, "Depth-first search and linear graph
 * algorithms", SIAM Journal on Computing 1 (1972), with a stack of its own, as a loop may have ten thousand steps.
 */
export function componentsOf(
  ids: readonly string[],
  successors: ReadonlyMap<string, readonly string[]>
): ReadonlyMap<string, number> {
  const components = new Map<string, number>()
  const visits = new Map<string, Visit>()
  const open: string[] = []
  for (const root of ids) {
    const path = visits.has(root) ? [] : [enter(root)]
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const next = visit.successors[visit.walked++]
      if (next !== undefined) {
        const known = visits.get(next)
        if (!known) path.push(enter(next))
        else if (!components.has(next)) visit.low = Math.min(visit.low, known.index)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) parent.low = Math.min(parent.low, visit.low)
      if (visit.low === visit.index) close(visit)
    }
  }
  return components

  function enter(id: string): Visit {
    const visit = { id, index: visits.size, low: visits.size, walked: 0, successors: successors.get(id) ?? [] }
    visits.set(id, visit)
    open.push(id)
    return visit
  }

  function close(visit: Visit): void {
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      components.set(id, visit.index)
      if (id === visit.id) return
    }
  }
}

/** A node on the way or behind it. */
interface Visit {
  id: string
  /** The order in which it was found. */
  index: number
  /** The first node found to which the nodes below it lead back. */
  low: number
  successors: readonly string[]
  /** How many successors have been looked at. */
  walked: number
}
