/**
 * What a session is given, and what it gives back.
 */
import type { Channel, ConfirmedBy, RunEvent, SignedAnswers } from '@keys/schema'
import type { Classifier } from '../policy/classifier.js'
import type { SignedAnswer, Signers } from './answer-statement.js'
import type { RefusalCode } from './intents.js'
import type { Clock, Ids, Processes, RunStore } from '../ports.js'

/** What a session needs from outside. */
export interface SessionPorts {
  storage: RunStore
  processes: Processes
  clock: Clock
  ids: Ids
  /** Tells what commands do. Without one nothing is shown to be read-only, and nothing runs without a person. */
  classifier?: Classifier
  /** Checks the signatures of answers. Without it no signed answer is taken. */
  signers?: Signers
}

export interface SessionOptions {
  /** Who answers. */
  operator: string
  /** Whether a person answers, which is meant when it is absent, or a script in the place of one, as in a drill. */
  answeredBy?: Exclude<ConfirmedBy, 'policy'>
  /** How a person's answers come, for the record; absent where nobody knows. */
  channel?: Extract<Channel, 'terminal' | 'piped'>
  /** The account of the system; the operator when absent. */
  account?: string
  host: string
  /** The process id, by which others see whether this session still lives. */
  process: number
  /** What is used, with its version, such as `keys 1.0.0`. */
  tool: string
  /** The environment of the commands, and where inputs are looked for first. */
  environment: Readonly<Record<string, string>>
  /**
   * Where secrets lie that must not be stored, when that is not the environment of the commands: for what is written down
   * without a command being run.
   */
  hidden?: Readonly<Record<string, string>>
  /** Absolute path of the folder in which commands run. A run that is gone on with stays in the one that it has. */
  folder: string
  /** Whether a run that is gone on with leaves its folder, and goes on in this one. */
  moves?: boolean
  /** Values for inputs that the environment does not have: the presets of a team. */
  presets?: Readonly<Record<string, string>>
  /** Which answers are taken with a signature alone; what an earlier session of the run said holds as well. */
  signedAnswers?: SignedAnswers
  /** Milliseconds after which a command is ended; 15 minutes when absent. */
  timeLimit?: number
  /** Bytes of each stream of a command that are kept; 65,536 when absent. */
  outputLimit?: number
}

/** What came of an intent. */
export type Performed = { type: 'done'; event: RunEvent } | { type: 'refused'; code: RefusalCode; message: string }

export interface PerformOptions {
  /** Ends the command that runs, with its whole group. */
  signal?: AbortSignal
  /** Hears the output of a command as it comes, masked. */
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void
  /** The answer, as somebody signed it. */
  answer?: SignedAnswer
}
