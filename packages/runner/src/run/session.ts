/**
 * One person's session of a run: what is wanted goes in, events go to the journal, commands are run.
 */
import { versionOf, type CommandReference, type Input, type RunEvent, type RunEventBody } from '@keys/schema'
import { closedJournal } from '../journal/closed-journal.js'
import { commandsOf, isSameCommand } from '@keys/parser/model'
import { decide, toSign, type ToSign } from './decide.js'
import { currentStep, type DecideContext, type Decided } from './decided.js'
import { begin } from './evolve.js'
import { endEvent, runMasked } from './execution.js'
import { givenInputs } from './inputs.js'
import type { SignedAnswer } from './answer-statement.js'
import { intentFault } from './intent-fault.js'
import type { Intent } from './intents.js'
import { itemsOf, type Item } from './items.js'
import { NO_EVENTS, writeEvent, type ChainEnd } from '../journal/journal.js'
import type { RunPack } from '../pack.js'
import type { OpenRun, StartedProcess } from '../ports.js'
import { Recorder } from '../journal/recorder.js'
import type { Performed, PerformOptions, SessionOptions, SessionPorts } from './session-options.js'
import { unattendedObstacles } from '../policy/unattended.js'
import { situationOf, type Situation } from './situation.js'
import type { Execution, RunState } from './state.js'
import { Values } from '../secrets/values.js'

const MINUTE = 60_000

/**
 * A session. Made by `startRun` or `resumeRun`.
 *
 * Calls may overlap, as in a page where two buttons are pressed at once: each is decided on what the one before left.
 */
export class Session {
  private readonly values = new Values()
  private readonly recorder: Recorder
  private readonly ports: SessionPorts
  private readonly options: SessionOptions
  private hasClosed = false
  private refused: { name: string; message: string }[] = []

  private constructor(
    state: RunState,
    journal: OpenRun,
    packs: readonly RunPack[],
    ports: SessionPorts,
    options: SessionOptions
  ) {
    this.recorder = new Recorder(state, packs, journal, ports.clock, (text) => this.mask(text))
    this.ports = ports
    this.options = options
    this.hideOutside()
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
    const { line, event } = writeEvent(body, ports.clock.now(), NO_EVENTS)
    const state = begin(event, () => pack)
    await journal.append(line)
    return new Session(state, journal, [pack], ports, options)
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
    session.values.hide(session.inputs)
    return session
  }

  /** Reads the state of a run that has ended: nothing can be written. */
  static look(state: RunState, packs: readonly RunPack[], ports: SessionPorts, options: SessionOptions): Session {
    const session = new Session(state, closedJournal, packs, ports, options)
    session.hasClosed = true
    void session.recorder.close()
    return session
  }

  /** Why nothing of the pack runs without a person, one sentence each; none when read-only commands may. */
  get unattendedObstacles(): string[] {
    return unattendedObstacles(this.state.pack, this.ports.classifier ?? null)
  }

  /** The state of the run, after everything that is on the disk. */
  get state(): RunState {
    return this.recorder.state
  }

  /** What there is to show and to ask; null when the run has ended. */
  get situation(): Situation | null {
    return situationOf(this.state, this.ports.classifier ?? null, this.environment)
  }

  /** How far each step is. */
  get items(): Item[] {
    return itemsOf(this.state)
  }

  /** The end of the journal. Whoever has it can prove later that nothing was changed. */
  get head(): ChainEnd {
    const { sequence, head } = this.state
    return { sequence, head }
  }

  /** The folder in which commands run. */
  get folder(): string {
    const { folder, moves = false } = this.options
    return moves ? folder : (this.state.folder ?? folder)
  }

  /** Values that were there and were not taken, with the reason; `readInputs` found them. */
  get refusedInputs(): readonly { name: string; message: string }[] {
    return this.refused
  }

  /**
   * Looks whether the processes of an execution are still there.
   * @param execution The execution.
   */
  lookAt({ process, host }: Execution): 'running' | 'gone' | 'unknown' {
    if (process === null || host === null) return 'unknown'
    return this.ports.processes.lookAt?.(process, host) ?? 'unknown'
  }

  /** Masks the secrets of this session in a text. */
  mask(text: string): string {
    return this.values.masker.mask(text)
  }

  /**
   * Does what is wanted, and records it before it returns. A command is recorded before it starts and when it ended.
   * @param intent What is wanted.
   * @param options For a command: how to cancel it, and who hears its output.
   * @returns The event, or why it cannot be.
   * @throws {StorageError} When the journal cannot be written. What already happened is kept and written first the next
   *   time: whoever wants the same command again gets the end that it had, and it does not run twice.
   */
  async perform(intent: Intent, options: PerformOptions = {}): Promise<Performed> {
    const fault = intentFault(intent)
    if (fault !== null) return { type: 'refused', code: 'wrong-intent', message: fault }
    const performed = await this.recorder.alone(() => this.decideAndWrite(intent, options.answer))
    if (performed.type === 'refused' || performed.event.type !== 'command-started') return performed
    return { type: 'done', event: await this.execute(performed.event, options) }
  }

  /**
   * What somebody has to sign who answers so, now.
   * @param intent What is wanted.
   * @param validFor How long the answer is taken, in milliseconds.
   * @returns The text, or why it cannot be.
   */
  toSign(intent: Intent, validFor?: number): ToSign | Extract<Decided, { type: 'refused' }> {
    const fault = intentFault(intent)
    if (fault !== null) return { type: 'refused', code: 'wrong-intent', message: fault }
    return toSign(this.state, intent, { ...this.context, now: this.ports.clock.now() }, validFor)
  }

  /**
   * Takes the inputs from the environment, then from the presets of the team.
   * @throws {StorageError}
   */
  async readInputs(): Promise<void> {
    const found = givenInputs(this.state, this.options)
    // All secrets before the first value is stored: a value that comes first may hold one that comes later.
    this.values.hide(this.inputs, new Map(found.map(({ name, value }) => [name, value])))
    this.refused = []
    for (const input of found) {
      const performed = await this.perform({ type: 'set-input', ...input })
      if (performed.type === 'refused') this.refused.push({ name: input.name, message: performed.message })
    }
  }

  /**
   * Goes on with another text of the same pack.
   * @param pack The text.
   * @param step The id of one of its steps.
   * @throws {RunEventError} When it has no such step, a command is running, or the run has ended.
   * @throws {StorageError}
   */
  async switchVersion(pack: RunPack, step: string): Promise<void> {
    await this.recorder.alone(async () => {
      await this.recorder.catchUp()
      await this.recorder.keepPack(pack)
      await this.recorder.write({
        type: 'version-switched',
        version: versionOf(pack.pack),
        contentHash: pack.contentHash,
        step
      })
      this.values.hide(this.inputs)
      this.hideOutside()
    })
    await this.readInputs()
  }

  /**
   * Ends the session and lets others write. The run stays as it is. Closing twice is closing once.
   * @param reason Why.
   * @param to For `handed-over`: who goes on.
   * @param asBundle For `handed-over`: whether the run leaves this machine.
   * @throws {StorageError} When it cannot be recorded; the lock is given back all the same.
   */
  async close(reason: Extract<Intent, { type: 'close' }>['reason'], to?: string, asBundle = false): Promise<void> {
    if (this.hasClosed) return
    this.hasClosed = true
    try {
      await this.perform({ type: 'close', reason, asBundle, ...(to === undefined ? {} : { to }) })
    } finally {
      this.values.clear()
      await this.recorder.close()
    }
  }

  /** Records an event that no intent asks for. Tools have no use for it. */
  record(body: RunEventBody): Promise<RunEvent> {
    return this.recorder.alone(() => this.recorder.write(body))
  }

  /**
   * Writes what already happened and could not be written, such as the end of a command.
   * @throws {StorageError} When it still cannot be written.
   */
  async flush(): Promise<void> {
    await this.recorder.alone(() => this.recorder.catchUp())
  }

  private get inputs(): readonly Input[] {
    return this.state.pack.pack.inputs ?? []
  }

  /** All that commands find in their environment. */
  private get environment(): Record<string, string> {
    return this.values.environment(this.inputs, withRunbook(this.options.environment, this.recorder.packFolder))
  }

  /** Hides what of the operator's environment is secret, whether the runbook declares it or not. */
  private hideOutside(): void {
    const { environment, hidden = environment } = this.options
    this.values.hideOutside(this.inputs, hidden)
    if (hidden !== environment) this.values.hide(this.inputs, new Map(Object.entries(hidden)))
  }

  /** What is known here when something is decided. */
  private get context(): DecideContext {
    const { classifier = null, signers } = this.ports
    return {
      ...this.options,
      classifier,
      values: this.environment,
      isRunning: (execution) => this.lookAt(execution) === 'running',
      mask: (text) => this.mask(text),
      ...(signers ? { signers } : {})
    }
  }

  private async decideAndWrite(intent: Intent, answer?: SignedAnswer): Promise<Performed> {
    const late = await this.recorder.catchUp()
    if (late && intent.type === 'run-command' && this.isEndOf(late, intent.command))
      return { type: 'done', event: late }
    // Only an answer that somebody signed can come too late.
    const signed = answer ? { answer, now: this.ports.clock.now() } : {}
    const decision = decide(this.state, intent, { ...this.context, ...signed })
    if (decision.type === 'refused') return decision
    if (intent.type !== 'set-input') return { type: 'done', event: await this.recorder.write(decision.event) }
    // It is hidden before it is stored, and used after.
    if (intent.value !== null) this.values.hide(this.inputs, new Map([[intent.name, intent.value]]))
    const event = await this.recorder.write(decision.event)
    this.values.set(intent.name, intent.value)
    return { type: 'done', event }
  }

  private isEndOf(event: RunEvent, command: CommandReference): boolean {
    const execution = event.type === 'command-ended' ? this.state.executions[event.execution - 1] : undefined
    return execution !== undefined && isSameCommand(execution.command, command)
  }

  private async execute(
    { execution, command, interpreter, terminal }: Extract<RunEvent, { type: 'command-started' }>,
    { signal, onOutput }: PerformOptions
  ): Promise<RunEvent> {
    const { timeLimit = 15 * MINUTE, outputLimit = 65_536 } = this.options
    const request = {
      interpreter,
      code: this.codeOf(command),
      environment: this.environment,
      folder: this.folder,
      timeLimit,
      outputLimit,
      onStart: async (started: StartedProcess) => {
        await this.record({ type: 'command-running', execution, ...started })
      },
      ...(signal ? { signal } : {}),
      ...(terminal ? { terminal } : {})
    }
    const end = await runMasked(this.ports.processes, request, this.values.masker, onOutput).then(
      (result) => endEvent(execution, result),
      // A port must not reject. One that does leaves nobody who knows how the command ended.
      (): RunEventBody => ({ type: 'command-lost', execution, process: 'unknown' })
    )
    return this.recorder.alone(() => this.recorder.writeHappened(end))
  }

  /** A command as it stands in the text; what is stored of it is masked. */
  private codeOf({ part, index }: CommandReference): string {
    const placed = commandsOf(currentStep(this.state), part).find(({ reference }) => reference.index === index)
    if (!placed) throw new Error('a command was started that the step does not have')
    return placed.command.code
  }
}

/** What commands find: the folder of the pack as RUNBOOK, whatever it was outside. */
function withRunbook(environment: Readonly<Record<string, string>>, folder: string | null) {
  return folder === null ? environment : { ...environment, RUNBOOK: folder }
}
