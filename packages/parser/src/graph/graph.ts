/**
 * The decision graph: what follows from the steps and their branches.
 */
import {
  STEP_KINDS,
  type Branch,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type Step,
  type StepKind,
  type Target,
  type TerminalKind
} from '@keys/schema'
import { hasUnwrittenDefault } from '../model/default.js'
import { nodeOfEnding } from '../model/ending.js'
import { stepKindIn } from '../headings/section-names.js'

const AFTER_CHECKS = STEP_KINDS.filter((kind) => kind !== 'check')

/**
 * Builds the graph of some steps whose targets are resolved.
 * @param steps The steps of a runbook, in order of writing, with unique ids.
 */
export function buildGraph(steps: readonly Step[]): Graph {
  return new GraphBuilder(steps).build()
}

class GraphBuilder {
  private readonly nodes = new Map<string, GraphNode>()
  private readonly edges: GraphEdge[] = []
  /** The next step of the same section, by the id of a step. */
  private readonly next = new Map<string, Step>()

  private readonly steps: readonly Step[]

  constructor(steps: readonly Step[]) {
    this.steps = steps
    const last = new Map<Step['section'], Step>()
    for (const step of steps) {
      const before = last.get(step.section)
      if (before) this.next.set(before.id, step)
      last.set(step.section, step)
    }
  }

  build(): Graph {
    for (const step of this.steps) {
      const { id, kind, label, title, effect } = step
      this.nodes.set(id, { type: 'step', id, kind, label, title, effect })
    }
    for (const step of this.steps) this.connect(step)
    return { entry: this.firstOf(STEP_KINDS)?.id ?? null, nodes: [...this.nodes.values()], edges: this.edges }
  }

  private connect(step: Step): void {
    for (const [index, branch] of step.branches.entries()) this.connectBranch(step, branch, index)
    const decided = step.branches.some((branch) => branch.isDefault)
    const branches = step.branches.length > 0
    switch (step.kind) {
      case 'check':
      case 'diagnosis':
        if (hasUnwrittenDefault(step)) this.toTerminal(step, 'escalate', 'fails')
        else if (!decided) this.fallThrough(step, 'always')
        break
      case 'action':
        if (!branches) this.afterAction(step)
        if (!decided) this.toTerminal(step, 'escalate', 'fails')
        break
      case 'verification':
        if (!branches) this.fallThrough(step, 'holds')
        if (!decided) this.toTerminal(step, 'escalate', 'fails')
    }
  }

  private connectBranch(step: Step, branch: Branch, index: number): void {
    const edge = {
      from: step.id,
      on: 'branch',
      branch: index,
      condition: branch.isDefault ? 'Otherwise' : branch.condition
    } as const
    if (branch.targets.length === 0) {
      const next = this.nextInSection(step)
      if (next) this.edges.push({ ...edge, to: next.id, type: 'implicit', position: null })
    }
    for (const target of branch.targets) {
      const to = this.nodeOf(target)
      if (to !== null) this.edges.push({ ...edge, to: to.id, type: to.type, position: target.position })
    }
  }

  /** The node of a target, made when it is no step; null for a step that does not exist. */
  private nodeOf(target: Target): { id: string; type: GraphEdge['type'] } | null {
    switch (target.type) {
      case 'step':
        return target.step === null ? null : { id: target.step, type: 'explicit' }
      case 'section': {
        const kind = stepKindIn(target.section)
        const first = kind ? this.firstOf([kind]) : null
        return first ? { id: first.id, type: 'section' } : null
      }
      case 'terminal':
        if (target.package !== null) return { id: this.external(target.package), type: 'external' }
        return { id: this.terminal(target.terminal), type: 'terminal' }
      case 'external':
        return { id: this.external(target.package), type: 'external' }
    }
  }

  private fallThrough(step: Step, on: 'always' | 'holds'): void {
    const next = this.nextInSection(step) ?? (step.kind === 'check' ? this.firstOf(AFTER_CHECKS) : null)
    if (next) this.implicit(step, next.id, on)
    else if (step.kind === 'verification') this.toTerminal(step, 'resolved', on)
  }

  private afterAction(step: Step): void {
    const verification = this.firstOf(['verification'])
    if (verification) this.implicit(step, verification.id, 'holds')
    else this.toTerminal(step, 'resolved', 'holds')
  }

  private implicit(step: Step, to: string, on: GraphEdge['on']): void {
    this.edges.push({ from: step.id, to, type: 'implicit', on, branch: null, condition: null, position: null })
  }

  private toTerminal(step: Step, terminal: TerminalKind, on: GraphEdge['on']): void {
    const to = this.terminal(terminal)
    const condition = on === 'fails' && hasUnwrittenDefault(step) ? 'Otherwise' : null
    this.edges.push({ from: step.id, to, type: 'terminal', on, branch: null, condition, position: null })
  }

  private nextInSection(step: Step): Step | null {
    return this.next.get(step.id) ?? null
  }

  /** The first step of the first of these kinds that has steps. */
  private firstOf(kinds: readonly StepKind[]): Step | null {
    for (const kind of kinds) {
      const first = this.steps.find((step) => step.kind === kind)
      if (first) return first
    }
    return null
  }

  private terminal(terminal: TerminalKind): string {
    const id = nodeOfEnding(terminal === 'wrong-runbook' ? { type: terminal, package: null } : { type: terminal })
    this.nodes.set(id, { type: 'terminal', id, terminal })
    return id
  }

  private external(name: string): string {
    const id = nodeOfEnding({ type: 'wrong-runbook', package: name })
    this.nodes.set(id, { type: 'external', id, package: name })
    return id
  }
}
