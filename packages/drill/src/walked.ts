import type { Choice, CommandReference } from '@keys/schema'

/** What one walk went through. */
export interface Walked {
  /** Labels of the steps, in the order in which they were visited. */
  path: string[]
  /** The node in which it ended. */
  end: string
  /** Commands that were executed. */
  commands: CommandReference[]
  /** What was chosen at each step, and whether a matcher said so. */
  choices: { step: string; choice: Choice; byMatcher: boolean }[]
  /** Decisions that the scenario scripted for a person. */
  decisions: number
  /** Manual actions that the scenario scripted. */
  manualActions: number
}
