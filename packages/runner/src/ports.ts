/**
 * What a run needs from outside. The core holds none of it: Node's side is in `@keys/runner/node`, tests bring their own.
 */
import type { Interpreter, ProcessEnd } from '@keys/schema'
import type { PackText } from './pack.js'

/** Tells the time. */
export interface Clock {
  /** Now, as ISO 8601 in UTC with milliseconds. */
  now(): string
  /** Milliseconds on a clock that never jumps back, for durations. */
  monotonic(): number
}

/** Makes names that nobody else makes. */
export interface Ids {
  /** Some lower-case letters and digits, different each time; at least 40 bits of them. */
  unique(): string
}

/** What a text goes through before anybody sees it; it comes in parts. */
export interface OutputFilter {
  /**
   * Takes in the next part.
   * @returns What can be seen by now.
   */
  push(text: string): string
  /**
   * Ends the text.
   * @param isCut Whether it broke off, so that what was held back may be the beginning of something.
   * @returns What was held back, as far as it can be seen.
   */
  end(isCut?: boolean): string
}

/** A process that was started for a command. */
export interface StartedProcess {
  /** The process id; it leads a process group of its own. */
  process: number
  /** What tells it from a later one of the same number; null where the system does not say. */
  identity: string | null
}

/** A command, ready to run. */
export interface ProcessRequest {
  interpreter: Interpreter
  /** The text between the fences, as it stands in the runbook. */
  code: string
  /** The whole environment of the child. */
  environment: Readonly<Record<string, string>>
  /** Path of the folder in which it runs. */
  folder: string
  /** Milliseconds after which it is ended, with its whole group. */
  timeLimit: number
  /**
   * Bytes of each stream that are kept, before they are filtered: the first and the last part; what is between is counted
   * and dropped.
   */
  outputLimit: number
  /** Makes what each stream goes through before anything of it is cut, kept or heard; without it nothing is changed. */
  filter?: () => OutputFilter
  /**
   * Gives it the terminal of this process, so that it can ask a person. What it prints is captured all the same, as far as it
   * does not go to the terminal itself.
   */
  terminal?: true
  /** Ends it, with its whole group. */
  signal?: AbortSignal
  /**
   * Hears that the interpreter was started. One that reads the command from a pipe gets it only when this has settled:
   * whoever is killed before leaves nothing running.
   */
  onStart?: (started: StartedProcess) => Promise<void>
  /** Hears output as it comes, decoded and filtered. Called up to the limit; then, at the end, for the last part that is kept. */
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void
}

/** What one stream of a command came to. */
export interface CapturedStream {
  /** What was kept, decoded from UTF-8 and filtered. A line says how many bytes were dropped where some were. */
  text: string
  /** All bytes that came, before they were filtered. */
  bytes: number
  /** Bytes that were dropped; a secret in the first part counts as what was put in its place. */
  dropped: number
}

export interface ProcessResult {
  end: ProcessEnd
  stdout: CapturedStream
  stderr: CapturedStream
  /** Milliseconds from start to end. */
  duration: number
}

/** Runs commands. */
export interface Processes {
  /**
   * Runs a command to its end, whatever that is.
   * @returns How it ended. This never rejects: what cannot be started has the end `not-started`.
   */
  run(request: ProcessRequest): Promise<ProcessResult>
  /**
   * Looks whether anything of a process group is still there; absent where nobody can tell.
   * @param started The process that leads it.
   * @param host Where it was started.
   */
  lookAt?(started: StartedProcess, host: string): 'running' | 'gone' | 'unknown'
}

/** Who writes, or wrote, a run. */
export interface Writer {
  operator: string
  host: string
  /** The process id. */
  process: number
  /** Since when, ISO 8601 in UTC. */
  since: string
}

/** What is stored of a run. */
export interface StoredRun {
  journal: Uint8Array
  /** All packs that the run followed: the first, and those that it adopted. */
  packs: readonly PackText[]
}

/** A run that nobody else can write while it is open. */
export interface OpenRun extends StoredRun {
  /** Whose lock was taken over because that process is gone; null when there was none. */
  takenOver: Writer | null
  /**
   * Adds a line to the journal. When this resolves, the line is on the disk; when it rejects, nothing of it is.
   * @throws {RunTakenOverError} When somebody else writes the run by now.
   * @throws {StorageError} When it cannot be written.
   */
  append(line: string): Promise<void>
  /**
   * Takes what follows some bytes out of the journal and keeps it in a file beside.
   * @returns The name of that file.
   * @throws {StorageError}
   */
  setAside(length: number): Promise<string>
  /**
   * Keeps the texts of a pack with the run.
   * @throws {StorageError}
   */
  keepPack(pack: PackText): Promise<void>
  /**
   * The folder in which the files of a pack lie, which commands find as `RUNBOOK`; null where they lie in no folder.
   * @param contentHash The pack.
   */
  packFolder(contentHash: string): string | null
  /** Lets others write. */
  close(): Promise<void>
}

/** A file that is kept with a run. */
export interface KeptFile {
  name: string
  /** Its SHA-256, as hexadecimal digits. */
  digest: string
  content: Uint8Array
}

/** What lies with a run, as it is now: what evidence is held against. */
export interface RunSnapshot {
  journal: Uint8Array
  /** The copies of the texts that it followed: the content hash by which each is named, and that of what it holds. */
  packs: readonly { contentHash: string; found: string | null }[]
  /** The files that were kept with it: the beginning of the digest by which each is named, and that of what it holds. */
  files: readonly { digest: string; found: string }[]
}

/** Keeps runs. */
export interface RunStore {
  /** The ids of all runs, sorted. */
  list(): Promise<readonly string[]>
  /** What is stored of a run, without keeping others from writing; null when there is none. */
  read(run: string): Promise<StoredRun | null>
  /**
   * Makes a run.
   * @throws {StorageError} When it cannot be made.
   */
  create(run: string, pack: PackText, writer: Writer): Promise<OpenRun>
  /**
   * Opens a run to write.
   * @param force Whether to take over from a writer of whom it cannot be known whether he is gone.
   * @throws {RunLockedError} When somebody else writes it.
   * @throws {StorageError} When there is no such run, or it cannot be written.
   */
  open(run: string, writer: Writer, force?: boolean): Promise<OpenRun>
  /**
   * Who has a run open, as far as it can be told from here, without keeping anybody from it.
   * @param host The name of this machine; a process that is gone on it holds nothing.
   * @returns Null for nobody, and where it cannot be told.
   */
  holder(run: string, host: string): Promise<Writer | null>
  /** What lies with a run, as it is now; null when there is no such run. */
  snapshot(run: string): Promise<RunSnapshot | null>
  /**
   * Keeps a file with a run; one that is there already is the same.
   * @throws {StorageError} When it cannot be written.
   */
  keepFile(run: string, file: KeptFile): Promise<void>
  /**
   * The bytes of a file that was kept with a run; null when they are not there, or are others by now.
   * @throws {StorageError} When they cannot be read.
   */
  keptFile(run: string, file: Pick<KeptFile, 'name' | 'digest'>): Promise<Uint8Array | null>
}

/** A run cannot be read or written, with the reason of the machine. */
export class StorageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
  }
}

/** Somebody else has taken the run over while it was open here. Trying again cannot help. */
export class RunTakenOverError extends StorageError {
  constructor() {
    super('Somebody else has taken this run over: nothing more is written here.')
    this.name = 'RunTakenOverError'
  }
}

/** Somebody else writes the run. */
export class RunLockedError extends Error {
  readonly run: string
  readonly writer: Writer

  constructor(run: string, writer: Writer) {
    super(
      `${writer.operator} has the run ${run} open since ${writer.since} on ${writer.host}, process ${writer.process}.`
    )
    this.name = 'RunLockedError'
    this.run = run
    this.writer = writer
  }
}
