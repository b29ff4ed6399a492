/**
 * One person's session of a run: what is wanted goes in, events go to the journal, commands are run.
 */
import type { Command, CommandReference, RunEvent, RunEventBody } from '@keys/schema'
import { commandsOf } from './commands.js'
import { currentStep, decide } from './decide.js'
import { digest } from './digest.js'
import { begin, evolve } from './evolve.js'
import type { Intent, RefusalCode } from './intents.js'
import { itemsOf, type Item } from './items.js'
import { writeEvent, type ChainEnd } from './journal.js'
import type { RunPack } from './pack.js'
import type { CapturedStream, Clock, Ids, OpenRun, Processes, ProcessResult, RunStorage } from './ports.js'
import { createMasker, type Masker } from './redact.js'
import { situationOf, type Situation } from './situation.js'
import { openExecution, type RunState } from './state.js'

/** What a session needs from outside. */
export interface SessionPorts {
  storage: RunStorage
  processes: Processes
  clock: Clock
  ids: Ids
}

export interface SessionOptions {
  /** Who answers. */
  operator: string
  host: string
  /** The process id, by which others see whether this session still lives. */
  process: number
  /** What is used, with its version, such as `keys 1.0.0`. */
  tool: string
  /** The environment of the commands, and where inputs are looked for first. */
  environment: Readonly<Record<string, string>>
  /** Path of the folder in which commands run. */
  folder: string
  /** Values for inputs that the environment does not have: the presets of a team. */
  presets?: Readonly<Record<string, string>>
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
}

const MINUTE = 60_000

/** A session. Made by `startRun` or `resumeRun`. */
export class Session {
  private current: RunState
  /** An event that happened and could not be written; it is written before anything else. */
  private unwritten: RunEventBody | null = null
  /** Values by input, secret ones too; they live here and nowhere else. */
  private readonly values = new Map<string, string>()
  private masker: Masker = createMasker([])
  private readonly packs: Map<string, RunPack>

  private readonly journal: OpenRun
  private readonly ports: SessionPorts
  private readonly options: SessionOptions

  private constructor(
    state: RunState,
    journal: OpenRun,
    packs: readonly RunPack[],
    ports: SessionPorts,
    options: SessionOptions
  ) {
    this.current = state
    this.journal = journal
    this.packs = new Map(packs.map((pack) => [pack.contentHash, pack]))
    this.ports = ports
    this.options = options
  }

  /**
   * Begins the journal of a new run. Tools call `startRun`.
   * @throws {StorageError}
   */
  static async begin(
    body: RunEventBody,
    pack: RunPack,
    journal: OpenRun,
    ports: SessionPorts,
    options: SessionOptions
  ): Promise<Session> {
    const { line, event } = writeEvent(body, ports.clock.now(), { sequence: 0, head: '0'.repeat(64) })
    await journal.append(line)
    return new Session(
      begin(event, () => pack),
      journal,
      [pack],
      ports,
      options
    )
  }

  /** Goes on with the state of a journal. Tools call `resumeRun`. */
  static goOn(
    state: RunState,
    packs: readonly RunPack[],
    journal: OpenRun,
    ports: SessionPorts,
    options: SessionOptions
  ): Session {
    const session = new Session(state, journal, packs, ports, options)
    for (const [name, { value }] of Object.entries(state.inputs)) if (value !== null) session.values.set(name, value)
    return session
  }

  /** The state of the run, after everything that is on the disk. */
  get state(): RunState {
    return this.current
  }

  /** What there is to show and to ask; null when the run has ended. */
  get situation(): Situation | null {
    return situationOf(this.current)
  }

  /** How far each step is. */
  get items(): Item[] {
    return itemsOf(this.current)
  }

  /** The end of the journal. Whoever has it can prove later that nothing was changed. */
  get head(): ChainEnd {
    return { sequence: this.current.sequence, head: this.current.head }
  }

  /** Masks the secrets of this session in a text. */
  mask(text: string): string {
    return this.masker.mask(text)
  }

  /**
   * Does what is wanted, and records it before it returns. A command is recorded before it starts and when it ended.
   * @param intent What is wanted.
   * @param options For a command: how to cancel it, and who hears its output.
   * @returns The event, or why it cannot be.
   * @throws {StorageError} When the journal cannot be written. What already happened is kept and written first the next
   *   time.
   */
  async perform(intent: Intent, options: PerformOptions = {}): Promise<Performed> {
    await this.flush()
    const decision = decide(this.current, intent)
    if (decision.type === 'refused') return decision
    if (intent.type === 'set-input') this.setValue(intent.name, intent.value)
    const event = await this.record(decision.event)
    if (intent.type !== 'run-command') return { type: 'done', event }
    return { type: 'done', event: await this.execute(intent.command, options) }
  }

  /**
   * Takes the inputs from the environment, then from the presets of the team.
   * @throws {StorageError}
   */
  async readInputs(): Promise<void> {
    const { environment, presets = {} } = this.options
    for (const { name } of this.current.pack.pack.inputs ?? []) {
      if (Object.hasOwn(this.current.inputs, name)) continue
      const found = [
        { value: environment[name], origin: 'environment' } as const,
        { value: presets[name], origin: 'overlay' } as const
      ].find(({ value }) => value !== undefined && value !== '')
      if (found?.value === undefined) continue
      await this.perform({ type: 'set-input', name, value: found.value, origin: found.origin })
    }
  }

  /**
   * Goes on with another text of the same pack.
   * @param pack The text.
   * @param step The id of one of its steps.
   * @throws {StorageError}
   */
  async adopt(pack: RunPack, step: string): Promise<void> {
    await this.flush()
    await this.journal.keepPack({ contentHash: pack.contentHash, files: pack.files })
    this.packs.set(pack.contentHash, pack)
    await this.record({ type: 'pack-adopted', version: pack.pack.version, contentHash: pack.contentHash, step })
  }

  /**
   * Ends the session and lets others write. The run stays as it is.
   * @param reason Why.
   * @param to For `handed-over`: who goes on.
   * @throws {StorageError} When it cannot be recorded; the lock is given back all the same.
   */
  async close(reason: Extract<Intent, { type: 'close' }>['reason'], to?: string): Promise<void> {
    try {
      await this.perform({ type: 'close', reason, ...(to === undefined ? {} : { to }) })
    } finally {
      this.values.clear()
      await this.journal.close()
    }
  }

  /** Records an event that no intent asks for. Tools have no use for it. */
  async record(body: RunEventBody): Promise<RunEvent> {
    const masked = maskedDeep(body, (text) => this.masker.mask(text))
    const { line, event } = writeEvent(masked, this.ports.clock.now(), this.head)
    // The state is made first: an event that cannot follow is never written.
    const next = evolve(this.current, event, (hash) => this.packs.get(hash) ?? null)
    await this.journal.append(line)
    this.current = next
    return event
  }

  /**
   * Writes what already happened and could not be written, such as the end of a command.
   * @throws {StorageError} When it still cannot be written.
   */
  async flush(): Promise<void> {
    if (this.unwritten === null) return
    await this.record(this.unwritten)
    this.unwritten = null
  }

  private setValue(name: string, value: string | null): void {
    if (value === null) this.values.delete(name)
    else this.values.set(name, value)
    const secrets = (this.current.pack.pack.inputs ?? []).flatMap(({ name: input, secret }) => {
      const known = this.values.get(input)
      return secret === true && known !== undefined && known !== '' ? [{ name: input, value: known }] : []
    })
    this.masker = createMasker(secrets)
  }

  private async execute(reference: CommandReference, { signal, onOutput }: PerformOptions): Promise<RunEvent> {
    const execution = openExecution(this.current)
    const command = this.commandOf(reference)
    if (!execution || command.interpreter === null) throw new Error('a command was started that is none')
    const streams = { stdout: this.masker.stream(), stderr: this.masker.stream() }
    const say = (stream: 'stdout' | 'stderr', text: string): void => {
      if (text !== '') onOutput?.(stream, text)
    }
    const result = await this.ports.processes.run({
      interpreter: command.interpreter,
      code: command.code,
      environment: this.environment(),
      folder: this.options.folder,
      timeLimit: this.options.timeLimit ?? 15 * MINUTE,
      outputLimit: this.options.outputLimit ?? 65_536,
      ...(signal ? { signal } : {}),
      onOutput: (stream, text) => say(stream, streams[stream].push(text))
    })
    say('stdout', streams.stdout.end())
    say('stderr', streams.stderr.end())
    return this.recordEnd(execution.number, result)
  }

  private async recordEnd(execution: number, { end, duration, stdout, stderr }: ProcessResult): Promise<RunEvent> {
    const stored = ({ text, bytes, dropped }: CapturedStream) => {
      const masked = this.masker.mask(text)
      return { text: masked, bytes, dropped, digest: digest(masked) }
    }
    this.unwritten = {
      type: 'command-ended',
      execution,
      end,
      duration: Math.max(0, Math.round(duration)),
      stdout: stored(stdout),
      stderr: stored(stderr)
    }
    const event = await this.record(this.unwritten)
    this.unwritten = null
    return event
  }

  private commandOf(reference: CommandReference): Command {
    const placed = commandsOf(currentStep(this.current), reference.part).find(
      (candidate) => candidate.reference.index === reference.index
    )
    if (!placed) throw new Error('a command was started that the step does not have')
    return placed.command
  }

  /** The environment of a command: an input that has no value is not there, whatever it was outside. */
  private environment(): Record<string, string> {
    const names = (this.current.pack.pack.inputs ?? []).map(({ name }) => name)
    const outside = Object.entries(this.options.environment).filter(([name]) => !names.includes(name))
    return { ...Object.fromEntries(outside), ...Object.fromEntries(this.values) }
  }
}

/** A value with all its texts masked; names of fields, ids and digests are never secrets and stay. */
function maskedDeep(body: RunEventBody, mask: (text: string) => string): RunEventBody {
  switch (body.type) {
    case 'input-set':
      return { ...body, value: body.value === null ? null : mask(body.value) }
    case 'command-reported':
      return { ...body, output: mask(body.output), code: mask(body.code) }
    case 'command-started':
      return { ...body, code: mask(body.code) }
    case 'deed-done':
      return { ...body, observed: body.observed === null ? null : mask(body.observed) }
    case 'decided':
      return {
        ...body,
        reason: masked(body.reason, mask),
        because: masked(body.because, mask),
        observed: masked(body.observed, mask)
      }
    case 'skipped':
    case 'escalated':
      return { ...body, reason: mask(body.reason) }
    case 'rollback-closed':
      return { ...body, reason: masked(body.reason, mask) }
    case 'noted':
      return { ...body, text: mask(body.text) }
    case 'session-closed':
      return { ...body, to: masked(body.to, mask) }
    default:
      return body
  }
}

function masked(text: string | null, mask: (text: string) => string): string | null {
  return text === null ? null : mask(text)
}
