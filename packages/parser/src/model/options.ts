/**
 * The ways out of a step.
 */
import type { Choice, GraphEdge, Runbook, Step } from '@keys/schema'

/** A way out of a step. */
export interface StepOption {
  choice: Choice
  /** The words of the branch; `Otherwise` for the default; null for a step without branches. */
  condition: string | null
  /** What the text says about it; empty when it says nothing. */
  text: string
  /** The node that follows: the id of a step, `stop:<terminal>` or `pack:<package>`. */
  next: string
}

/**
 * All ways out of a step, branches first, in order of writing. A branch that leads nowhere is no way.
 * @param runbook The runbook.
 * @param step One of its steps.
 */
export function optionsOf(runbook: Runbook, step: Step): StepOption[] {
  const options: StepOption[] = []
  for (const edge of runbook.graph.edges.filter(({ from }) => from === step.id)) {
    const choice = choiceOf(edge)
    // A text that is not strict may name several targets: the first counts.
    if (options.some((option) => isSameChoice(option.choice, choice))) continue
    const branch = choice.type === 'branch' ? step.branches[choice.index] : undefined
    options.push({ choice, condition: edge.condition, text: branch?.text ?? '', next: edge.to })
  }
  return options
}

function choiceOf({ on, branch }: GraphEdge): Choice {
  switch (on) {
    case 'always':
      return { type: 'continue' }
    case 'holds':
    case 'fails':
      return { type: on }
    case 'branch':
      return { type: 'branch', index: branch ?? 0 }
  }
}

/** Whether two choices are the same. */
export function isSameChoice(a: Choice | null, b: Choice | null): boolean {
  if (a === null || b === null || a.type !== b.type) return a === b
  return a.type !== 'branch' || (b.type === 'branch' && a.index === b.index)
}
