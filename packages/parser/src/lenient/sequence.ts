/**
 * The graph of somebody else's runbook: what is written next comes next, unless a branch leads elsewhere.
 */
import type { Branch, Graph, GraphEdge, GraphNode, Step, Target, TerminalKind } from '@keys/schema'
import { nodeOfEnding, reach, successorsIn } from '../model/index.js'
import { saysNotWell } from './targets.js'

/** The order of the steps: which one follows each when no branch leads away. */
export interface Sequence {
  entry: string | null
  /** The step that follows, by the id of a step; the procedure ends behind one that is not in it. */
  next: ReadonlyMap<string, string>
  /** Where a step goes on when it is done, by its id, where its words say so. */
  onward: ReadonlyMap<string, Target>
  /** The first step of the rollback, where failed actions lead. */
  rollback: string | null
  /** The steps of the rollback; behind them somebody has to be called. */
  rollbackSteps: ReadonlySet<string>
}

/**
 * Builds the graph of steps that follow each other as they are written.
 * @param steps The steps, in order of writing, their targets resolved.
 * @param sequence What follows each.
 */
export function graphOfSequence(steps: readonly Step[], sequence: Sequence): Graph {
  const nodes = new Map<string, GraphNode>()
  const edges: GraphEdge[] = []
  for (const { id, kind, label, title, effect } of steps)
    nodes.set(id, { type: 'step', id, kind, label, title, effect })

  const terminal = (kind: TerminalKind): string => {
    const id = nodeOfEnding(kind === 'wrong-runbook' ? { type: kind, package: null } : { type: kind })
    nodes.set(id, { type: 'terminal', id, terminal: kind })
    return id
  }
  const external = (name: string): string => {
    const id = nodeOfEnding({ type: 'wrong-runbook', package: name })
    nodes.set(id, { type: 'external', id, package: name })
    return id
  }
  const nodeOf = (target: Target): { to: string; type: GraphEdge['type'] } | null => {
    switch (target.type) {
      case 'step':
        return target.step === null ? null : { to: target.step, type: 'explicit' }
      case 'section': {
        const first = steps.find(({ section }) => section === target.section)
        return first ? { to: first.id, type: 'section' } : null
      }
      case 'terminal':
        if (target.package === null) return { to: terminal(target.terminal), type: 'terminal' }
        return { to: external(target.package), type: 'external' }
      case 'external':
        return { to: external(target.package), type: 'external' }
    }
  }
  const plain = { branch: null, condition: null, position: null } as const
  const after = (step: Step): { to: string; type: GraphEdge['type'] } => {
    const onward = sequence.onward.get(step.id)
    const told = onward ? nodeOf(onward) : null
    if (told) return told
    const next = sequence.next.get(step.id)
    if (next !== undefined) return { to: next, type: 'implicit' }
    return { to: terminal(sequence.rollbackSteps.has(step.id) ? 'escalate' : 'resolved'), type: 'terminal' }
  }

  for (const step of steps) {
    let isDecided = isAnswered(step)
    for (const [index, branch] of step.branches.entries()) {
      const edge = {
        from: step.id,
        on: 'branch',
        branch: index,
        condition: branch.isDefault ? 'Otherwise' : branch.condition
      } as const
      const named = branch.targets.flatMap((target) => {
        const found = nodeOf(target)
        return found ? [{ ...found, position: target.position }] : []
      })
      if (named.length === 0) {
        const isOver = sequence.next.has(step.id) || endsWell(step, branch)
        const onward = isOver ? after(step) : ({ to: terminal('escalate'), type: 'terminal' } as const)
        edges.push({ ...edge, ...onward, position: null })
      }
      for (const target of named) edges.push({ ...edge, ...target })
      isDecided ||= branch.isDefault
    }
    const canFail = step.kind === 'action' || step.kind === 'verification'
    if (!isDecided) edges.push({ from: step.id, ...after(step), on: canFail ? 'holds' : 'always', ...plain })
    // A step that only says where to go on when it is done says nothing of its failure.
    if (!canFail || (isDecided && step.branches.length > 1)) continue
    const isRollback = sequence.rollbackSteps.has(step.id)
    const back = isRollback ? null : sequence.rollback
    const failed =
      back === null
        ? ({ to: terminal('escalate'), type: 'terminal' } as const)
        : ({ to: back, type: 'implicit' } as const)
    edges.push({ from: step.id, ...failed, on: 'fails', ...plain })
  }
  const graph: Graph = { entry: sequence.entry, nodes: [...nodes.values()], edges }
  connectRest(steps, graph)
  return graph
}

/** Whether a case that nothing follows solves the problem: not one of failure, nor the other case of one that does, nor one that leads elsewhere. */
function endsWell(step: Step, { isDefault, condition, targets }: Branch): boolean {
  if (targets.length > 0 || saysNotWell(condition)) return false
  return !isDefault || !step.branches.some((other) => other.targets.some(isResolved))
}

function isResolved(target: Target): boolean {
  return target.type === 'terminal' && target.terminal === 'resolved'
}

/** An answer of a question, and the other one. */
const ANSWERS = 'yes no|ja nein|oui non|sí no|si no|sim não|是 否|はい いいえ'.split('|').map((pair) => pair.split(' '))

/** Whether the branches of a step are both answers of a question: there is no third. */
function isAnswered({ branches }: Step): boolean {
  const said = new Set(branches.map(({ condition }) => condition.toLowerCase()))
  return ANSWERS.some((pair) => pair.every((answer) => said.has(answer)))
}

/** Nothing is lost: what no branch leads to follows the step that is written before it. */
function connectRest(steps: readonly Step[], graph: Graph): void {
  if (graph.entry === null) return
  const successors = successorsIn(graph)
  const reached = new Set<string>()
  reach(graph.entry, successors, reached)
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1]
    if (reached.has(step.id) || !before) continue
    graph.edges.push({
      from: before.id,
      to: step.id,
      type: 'implicit',
      on: 'always',
      branch: null,
      condition: null,
      position: null
    })
    reach(step.id, successors, reached)
  }
}
