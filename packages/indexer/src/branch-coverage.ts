/**
 * What drills walked of each branch, from what the last one wrote down.
 */
import type { BranchCoverage, DrillCoverage, Runbook, Step } from '@keys/schema'

/**
 * The coverage of every branch, in order of writing.
 * @param runbook The runbook that was drilled.
 * @param coverage What its last drill walked.
 */
export function branchCoverage(runbook: Runbook, coverage: DrillCoverage): BranchCoverage[] {
  const missed = new Set(
    coverage.uncovered.flatMap((one) => (one.type === 'branch' ? [keyOf(one.step, one.branch)] : []))
  )
  const productionOnly = new Set(coverage.production_only.map(({ step, branch }) => keyOf(step, branch)))
  const passages = passagesIn(coverage)
  return runbook.steps.flatMap((step) =>
    step.branches.map((branch, index): BranchCoverage => {
      const place = { step: step.id, branch: index, scenarios: passages.get(passageOf(runbook, step, index)) ?? 0 }
      if (branch.isDefault || branch.matchers.length === 0) return { ...place, state: 'not-counted' }
      const key = keyOf(nameOf(step), branch.condition)
      if (productionOnly.has(key)) return { ...place, state: 'production-only' }
      return { ...place, state: missed.has(key) ? 'not-walked' : 'walked' }
    })
  )
}

/** For each pair of nodes that follow each other, how many scenarios went that way. */
function passagesIn({ scenarios }: DrillCoverage): Map<string, number> {
  const passages = new Map<string, number>()
  for (const { path, end } of scenarios) {
    const nodes = [...path, end]
    const own = new Set(path.map((label, index) => keyOf(label, nodes[index + 1] ?? '')))
    for (const passage of own) passages.set(passage, (passages.get(passage) ?? 0) + 1)
  }
  return passages
}

function passageOf({ graph, steps }: Runbook, step: Step, index: number): string {
  const edge = graph.edges.find(({ from, branch }) => from === step.id && branch === index)
  const target = steps.find(({ id }) => id === edge?.to)
  return keyOf(nameOf(step), target ? nameOf(target) : (edge?.to ?? ''))
}

/** What a drill calls a step. */
function nameOf({ label, title }: Step): string {
  return label ?? title
}

function keyOf(a: string, b: string): string {
  return `${a}\n${b}`
}
