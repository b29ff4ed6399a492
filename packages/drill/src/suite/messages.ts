/**
 * What the command and its workers say to each other: data that survives being sent.
 */
import type { PackLocation } from '@keys/pack'
import type { Execution } from '@keys/runner'
import type { DrillResult } from '../run-drill.js'
import type { Progress } from '../run-scenario.js'

/** What to drill. */
export interface ToWorker {
  location: PackLocation
  only: readonly string[] | null
  /** As of `DrillPacksOptions`. */
  classifier: string | null
}

/** The next scenario may begin. */
export interface Admission {
  type: 'admitted'
}

/** Where and why a scenario failed. */
export interface PlainFailure {
  step: string
  message: string
  expected: string
  execution: Execution | null
}

/** A drill as data. */
export interface PlainDrillResult extends Omit<DrillResult, 'scenarios'> {
  scenarios: readonly { name: string; duration: number; failure: PlainFailure | null }[]
  /** The names of all scenarios of the drill, drilled or not. */
  names: readonly string[]
}

export type PlainProgress =
  | Exclude<Progress, { type: 'done' }>
  | (Omit<Extract<Progress, { type: 'done' }>, 'failure'> & { failure: boolean })

export type FromWorker =
  | { type: 'progress'; progress: PlainProgress }
  /** A scenario is ready to begin, and so many rounds of scenarios are left. */
  | { type: 'waits'; left: number }
  | { type: 'done'; result: PlainDrillResult }
  | { type: 'interrupted' }
  | { type: 'failed'; name: string; message: string; hint: string }

/**
 * A drill without what cannot be sent.
 * @param result The drill.
 * @param names The names of all scenarios of its drill.
 */
export function plainDrillResult({ scenarios, ...rest }: DrillResult, names: readonly string[]): PlainDrillResult {
  return {
    ...rest,
    names,
    scenarios: scenarios.map(({ name, duration, failure }) => ({
      name,
      duration,
      failure: failure && {
        step: failure.step,
        message: failure.message,
        expected: failure.expected,
        execution: failure.execution
      }
    }))
  }
}
