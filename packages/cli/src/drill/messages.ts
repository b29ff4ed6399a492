/**
 * What the command and its workers say to each other: data that survives being sent.
 */
import type { Progress, Rehearsal } from '@keys/drill'
import type { PackLocation } from '@keys/indexer'
import type { Execution } from '@keys/runner'

/** What to rehearse. */
export interface ToWorker {
  location: PackLocation
  only: readonly string[] | null
}

/** Where and why a scenario failed. */
export interface PlainFailure {
  step: string
  message: string
  expected: string
  execution: Execution | null
}

/** A rehearsal as data. */
export interface PlainRehearsal extends Omit<Rehearsal, 'scenarios'> {
  scenarios: readonly { name: string; duration: number; failure: PlainFailure | null }[]
  /** The names of all scenarios of the drill, rehearsed or not. */
  names: readonly string[]
}

export type PlainProgress =
  | Exclude<Progress, { type: 'done' }>
  | (Omit<Extract<Progress, { type: 'done' }>, 'failure'> & { failure: boolean })

export type FromWorker =
  | { type: 'progress'; progress: PlainProgress }
  | { type: 'done'; rehearsal: PlainRehearsal }
  | { type: 'interrupted' }
  | { type: 'failed'; name: string; message: string; hint: string }

/**
 * A rehearsal without what cannot be sent.
 * @param rehearsal The rehearsal.
 * @param names The names of all scenarios of its drill.
 */
export function plainRehearsal({ scenarios, ...rest }: Rehearsal, names: readonly string[]): PlainRehearsal {
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
