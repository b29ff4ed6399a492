/**
 * What can be said of a run at its end, and no more: which verifications were made, what was skipped or decided otherwise.
 */
import { stepHeading } from '@keys/parser/model'
import type { RunState, Visit } from './state.js'

/** A step that was left otherwise than its text says. */
export interface LeftStep {
  /** Label and title. */
  step: string
  isVerification: boolean
  reason: string
}

export interface ClosingFacts {
  /** Verification steps that were made, in order. */
  verified: readonly string[]
  skipped: readonly LeftStep[]
  /** Steps that were decided otherwise than the output says. */
  overridden: readonly LeftStep[]
}

/**
 * The facts of a run. Of a step that was visited more than once its last stay counts.
 * @param state The state of the run.
 */
export function closingFacts(state: RunState): ClosingFacts {
  const last = new Map<string, Visit>()
  for (const visit of state.visits) if (visit.left !== null && visit.left.type !== 'back') last.set(visit.step, visit)
  const facts = { verified: [] as string[], skipped: [] as LeftStep[], overridden: [] as LeftStep[] }
  for (const { step: id, left } of last.values()) {
    const step = state.pack.runbook.steps.find((candidate) => candidate.id === id)
    if (!step || left === null) continue
    const [name, isVerification] = [stepHeading(step), step.kind === 'verification']
    if (left.type === 'skipped') facts.skipped.push({ step: name, isVerification, reason: left.reason })
    else if (left.type === 'decided' && left.reason !== null)
      facts.overridden.push({ step: name, isVerification, reason: left.reason })
    else if (left.type === 'decided' && isVerification) facts.verified.push(name)
  }
  return facts
}
