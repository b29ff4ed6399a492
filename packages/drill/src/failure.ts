import type { Execution } from '@keys/runner'
import { MissingServiceError } from './scope/machine.js'

export interface FailureFacts {
  /** What happened. */
  message: string
  /** What should have happened. */
  expected: string
  /** The execution on which it was decided; absent where there is none. */
  execution?: Execution | null
}

/** A drill left the way that its scenario says is right. */
export class DrillFailure extends Error {
  /** The label of the step. */
  readonly step: string
  readonly expected: string
  readonly execution: Execution | null

  constructor(step: string, { message, expected, execution = null }: FailureFacts) {
    super(message)
    this.name = 'DrillFailure'
    this.step = step
    this.expected = expected
    this.execution = execution
  }
}

/**
 * What the code of an author threw, as a failure at a step.
 * @param step The label of the step; empty where there is none.
 * @param error What was thrown.
 * @returns The error itself where it says already what it is about: a failure, or a part that the machine lacks.
 */
export function failureAt(step: string, error: unknown): DrillFailure | MissingServiceError {
  if (error instanceof DrillFailure || error instanceof MissingServiceError) return error
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new DrillFailure(step, { message, expected: 'that the world and its checks do not throw' })
}
