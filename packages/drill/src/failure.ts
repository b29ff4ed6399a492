import type { Execution } from '@keys/runner'

export interface FailureFacts {
  /** What happened. */
  message: string
  /** What should have happened. */
  expected: string
  /** The execution on which it was decided; absent where there is none. */
  execution?: Execution | null
}

/** A rehearsal left the way that its scenario says is right. */
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
