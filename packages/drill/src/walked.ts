import type { Choice, CommandReference } from '@keys/schema'

/** What one walk went through. */
export interface Walked {
  /** Labels of the steps, in the order in which they were visited. */
  path: string[]
  /** The node in which it ended. */
  end: string
  /** Commands that were executed. */
  commands: CommandReference[]
  /** Ways out of steps that were taken, and whether a matcher said so. */
  ways: { step: string; choice: Choice; byMatcher: boolean }[]
  /** Decisions that the scenario scripted for a person. */
  decisions: number
  /** Deeds that it scripted. */
  deeds: number
}
