/**
 * What is known of the terminal at which a command runs. Whoever starts the process fills it.
 */
import type { EndSignal } from '@keys/pack'

/** What is typed: a stream that, when it is a terminal, can be switched to single keys. */
export type TypedInput = NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(isRaw: boolean): unknown }

/** Who sits at the terminal, for commands that ask. */
export interface Person {
  input: TypedInput
  /** Whether what is written to stdout is seen on a terminal. */
  isOutputTTY: boolean
  /** Whether what is written to stderr is seen on a terminal; not when absent. */
  isErrorTTY?: boolean
  /** The size of the terminal, now. */
  size(): { columns: number; rows: number }
  /** Hears when the size changes. Returns how to stop hearing it. */
  onResize(listener: () => void): () => void
  /** Hears signals in place of dying of them. Returns how to stop hearing them. */
  onSignal(listener: (signal: EndSignal) => void): () => void
}

/** Where a command writes and what it knows of the terminal. */
export interface Terminal {
  /** Writes results to stdout. */
  stdout(text: string): void
  /** Writes what is said beside the results to stderr. */
  stderr(text: string): void
  /** Whether colors may be written to stdout. */
  color: boolean
  /** Columns of the terminal; 80 when there is none. */
  width: number
  /** Path of the folder in which the command runs. */
  folder: string
  environment: Readonly<Record<string, string | undefined>>
  person: Person
}
