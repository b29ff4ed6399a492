/**
 * How far each step of a runbook is, as the items of an electronic checklist show it.
 */
import type { Runbook, Step } from '@keys/schema'
import { currentVisit, type RunState } from './state.js'

/**
 * `inactive`: no way leads to it from here. `overridden`: skipped, or decided otherwise than the matchers said.
 * `deferred`: waits for its window.
 */
export type ItemState = 'open' | 'current' | 'done' | 'overridden' | 'deferred' | 'inactive'

export interface Item {
  step: Step
  state: ItemState
}

/**
 * The items of a run, in order of writing.
 * @param state The state of the run.
 */
export function itemsOf(state: RunState): Item[] {
  const { runbook } = state.pack
  const current = state.place.type === 'ended' ? null : currentVisit(state).step
  const reachable = current === null ? new Set<string>() : reachableFrom(runbook, current)
  return runbook.steps.map((step) => ({ step, state: stateOf(state, step, current, reachable) }))
}

function stateOf(state: RunState, step: Step, current: string | null, reachable: ReadonlySet<string>): ItemState {
  if (step.id === current) return currentVisit(state).deferredUntil === null ? 'current' : 'deferred'
  const last = state.visits.findLast((visit) => visit.step === step.id && visit.left?.type !== 'back')
  switch (last?.left?.type) {
    case 'decided':
      return last.left.reason === null ? 'done' : 'overridden'
    case 'skipped':
    case 'escalated':
    case 'ended':
      return 'overridden'
    default:
      return reachable.has(step.id) ? 'open' : 'inactive'
  }
}

/** The steps to which some way leads from a step. */
export function reachableFrom({ graph }: Runbook, start: string): Set<string> {
  const found = new Set<string>()
  const open = [start]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { from, to } of graph.edges) {
      if (from !== node || found.has(to)) continue
      found.add(to)
      open.push(to)
    }
  }
  return found
}
