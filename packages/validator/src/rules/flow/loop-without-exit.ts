import { successorsIn } from '../../helpers/flow-graph.js'
import { nameOf } from '../../helpers/step-words.js'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each loop of steps has a way out.',
  rationale: 'The operator goes round until somebody else notices that the incident is still open.',
  messages: {
    loop: {
      message: '`{step}` leads only back to itself.',
      expected: 'branch that leads out, such as to `**STOP: escalate**`',
      help: 'Let Otherwise stop, or say after how many tries to stop.'
    },
    loops: {
      message: 'No way leads out of the loop of {steps}.',
      expected: 'branch of one of them that leads out, such as to `**STOP: escalate**`',
      help: 'Let Otherwise of one of them stop, or say after how many rounds to stop.'
    }
  },
  check({ steps, graph }, { report }) {
    const successors = successorsIn(graph)
    const ids = steps.map(({ id }) => id)
    const components = componentsOf(ids, successors)
    const loops = new Map<number, typeof steps>()
    for (const step of steps) {
      const number = components.get(step.id) ?? -1
      const known = loops.get(number)
      if (known) known.push(step)
      else loops.set(number, [step])
    }
    for (const step of steps) {
      const number = components.get(step.id) ?? -1
      const next = successors.get(step.id) ?? []
      if (next.length === 0 || next.some((id) => components.get(id) !== number)) loops.delete(number)
    }
    for (const [first, ...others] of loops.values()) {
      if (!first) continue
      const names = [first, ...others].map((step) => `\`${nameOf(step)}\``).join(', ')
      if (others.length > 0) report('loops', first.headingPosition, { steps: names })
      else report('loop', first.headingPosition, { step: nameOf(first) })
    }
  }
})

/**
 * The strongly connected component of each node, by number. R. Tarjan, "Depth-first search and linear graph
 * algorithms", SIAM Journal on Computing 1 (1972), with a stack of its own, as a loop may have ten thousand steps.
 */
function componentsOf(
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
