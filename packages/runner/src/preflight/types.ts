/**
 * What a preflight is given and what it finds.
 */
import type { OverlayFault } from '../overlay/overlay.js'
import type { Classifier } from '../policy/classifier.js'
import type { Clock, Processes } from '../ports.js'

export interface PreflightFinding {
  of: 'pack' | 'tool' | 'input' | 'check' | 'overlay' | 'contact'
  /** The tool, the input, the check, the place in the overlay, or the role. */
  name: string
  /** `missing` and `failed` would stop an operator. `skipped` was not looked at. */
  state: 'ok' | 'warn' | 'missing' | 'failed' | 'skipped'
  message: string
  /** What to do about it, in lines; null for nothing. */
  help: string | null
}

/** Where values for inputs come from, the first that has one. */
export interface PreflightValues {
  /** Values that take the place of all others, such as a temporary folder. */
  standIns: Readonly<Record<string, string>>
  environment: Readonly<Record<string, string>>
  /** Those of the team's overlay. */
  presets: Readonly<Record<string, string>>
}

export interface PreflightOptions extends PreflightValues {
  /** Path of the folder in which commands run. */
  folder: string
  /** Whether the commands of the safety checks are run. Tools are asked for their version in any case. */
  runsCommands: boolean
  /** Programs that its commands call, where the pack does not say which tools it needs. */
  calledTools?: readonly string[]
  /** What is wrong in the overlay of the team. */
  overlayFaults?: readonly OverlayFault[]
  /** Whom to call, by role, as the team wrote it down. */
  contacts?: Readonly<Record<string, string>>
  /** Milliseconds for a command; one minute when absent. */
  timeLimit?: number
  /** Cancels the command that runs, and all that would follow. */
  signal?: AbortSignal
}

export interface PreflightReport {
  pack: { name: string; version: string; contentHash: string }
  at: string
  findings: readonly PreflightFinding[]
  /** Whether anything would stop an operator. */
  stops: boolean
}

/** What a preflight needs from outside. */
export interface PreflightPorts {
  processes: Processes
  clock: Clock
  /** Tells what commands do. Without one nothing is shown to be read-only, and no check is run. */
  classifier?: Classifier
}
