/**
 * The runs that an agent works at. A run is open only while the agent works: where a person is needed it is closed, so that
 * the person finds it free; and after some seconds without a call.
 *
 * This is the only module that opens runs, and it opens them as an agent: nothing here answers for a person.
 */
import {
  readRun,
  resumeRun,
  RunLockedError,
  startRun,
  StorageError,
  JournalDamagedError,
  type Classifier,
  type RunPack,
  type RunState,
  type Session,
  type SessionOptions
} from '@keys/runner'
import { shortId } from '@keys/runner/present'
import { KnownPacks } from './known-packs.js'
import { lineOf } from './plain-text.js'
import type { NamedPack, ServerPorts } from './ports.js'
import { Refused } from './results.js'
import { agentSituation } from './run-view.js'

/** A run that is open here. */
export interface OpenAgentRun {
  session: Session
  classifier: Classifier
}

/** A run that was read. */
export interface ReadAgentRun {
  state: RunState
  classifier: Classifier
}

export class AgentRuns {
  readonly #ports: ServerPorts
  readonly #linger: number
  readonly #packs: KnownPacks
  readonly #open = new Map<string, OpenAgentRun & { timer: NodeJS.Timeout | null }>()
  readonly #turns = new Map<string, Promise<unknown>>()

  /**
   * @param ports What is needed from outside.
   * @param linger Milliseconds for which a run stays open after a call.
   */
  constructor(ports: ServerPorts, linger: number) {
    this.#ports = ports
    this.#linger = linger
    this.#packs = new KnownPacks(ports)
  }

  /**
   * Starts a run.
   * @param named The pack.
   * @param agent What the agent is called.
   */
  async start({ pack, presets }: NamedPack, agent: string): Promise<string> {
    const classifier = await this.#packs.classifierFor(pack)
    let session: Session | null = null
    const packOf = (): RunPack => session?.state.pack ?? pack
    session = await stored(() => startRun(pack, this.#sessionPorts(packOf, classifier), this.#options(agent, presets)))
    const { run } = session.state
    this.#open.set(run, { session, classifier, timer: null })
    return run
  }

  /**
   * Works at a run, alone: calls for the same run wait for each other, and each sees what the one before left.
   * @param run The id of the run.
   * @param agent What the agent is called.
   * @param work What is done.
   */
  async with<Result>(run: string, agent: string, work: (open: OpenAgentRun) => Promise<Result>): Promise<Result> {
    return this.#alone(run, async () => {
      const open = await this.#opened(run, agent)
      try {
        return await stored(() => work(open))
      } finally {
        // Whoever is needed finds the run free.
        const { move } = agentSituation(open.session.state, open.classifier, this.#ports.clock.now())
        if (move === null || move.type === 'needs-person') await this.#close(run)
        else this.#lingerOn(run)
      }
    })
  }

  /**
   * Reads a run as it is now, without opening it.
   * @throws {Refused} When there is none, or it cannot be read.
   */
  async read(run: string): Promise<ReadAgentRun> {
    const open = this.#open.get(run)
    if (open) return { state: open.session.state, classifier: open.classifier }
    const record = await stored(() => this.#ports.storage.read(run))
    const read = record === null ? null : await stored(async () => readRun(record, this.#packs.packOf))
    if (read === null) throw unknownRun(run)
    return { state: read.state, classifier: await this.#packs.classifierFor(read.state.pack) }
  }

  /** Whether a run is open here. */
  isOpenHere(run: string): boolean {
    return this.#open.has(run)
  }

  /** Closes a run, so that others can open it. */
  leave(run: string): Promise<void> {
    return this.#alone(run, () => this.#close(run))
  }

  /** Closes all runs. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((run) => this.leave(run)))
  }

  #alone<Result>(run: string, work: () => Promise<Result>): Promise<Result> {
    const result = (this.#turns.get(run) ?? Promise.resolve()).then(work)
    const turn = result.catch(() => undefined)
    this.#turns.set(run, turn)
    void turn.finally(() => {
      if (this.#turns.get(run) === turn) this.#turns.delete(run)
    })
    return result
  }

  async #opened(run: string, agent: string): Promise<OpenAgentRun> {
    const known = this.#open.get(run)
    if (known) {
      if (known.timer !== null) clearTimeout(known.timer)
      known.timer = null
      return known
    }
    const { state, classifier } = await this.read(run)
    if (state.place.type === 'ended')
      throw new Refused('run-ended', 'The run has ended: nothing is added to its record.', 'Say as what it ended.')
    if (state.handedOver?.to) {
      const line = this.#ports.lineToType(`resume ${shortId(run)}`)
      const message = `The run was handed over to ${lineOf(state.handedOver.to, 100)}.`
      throw new Refused('needs-person', message, `They type: ${line}. Then call wait_for_person.`)
    }
    let session: Session | null = null
    const packOf = (): RunPack => session?.state.pack ?? state.pack
    const options = this.#options(agent, this.#ports.presetsFor(state.pack))
    const ports = this.#sessionPorts(packOf, classifier)
    // A run stays in the folder in which it was started.
    const resumed = await stored(() => resumeRun(run, ports, { ...options, folder: state.folder ?? options.folder }))
    session = resumed.session
    const open = { session, classifier, timer: null }
    this.#open.set(run, open)
    return open
  }

  async #close(run: string): Promise<void> {
    const open = this.#open.get(run)
    if (!open) return
    this.#open.delete(run)
    if (open.timer !== null) clearTimeout(open.timer)
    const hasEnded = open.session.state.place.type === 'ended'
    await stored(() => open.session.close(hasEnded ? 'ended' : 'stopped'))
  }

  #lingerOn(run: string): void {
    const open = this.#open.get(run)
    if (!open) return
    open.timer = setTimeout(() => void this.leave(run).catch(() => undefined), this.#linger)
    open.timer.unref()
  }

  #sessionPorts(packOf: () => RunPack, classifier: Classifier) {
    const { storage, clock, ids, processesFor } = this.#ports
    return { storage, clock, ids, classifier, processes: processesFor(packOf, classifier) }
  }

  #options(agent: string, presets: Readonly<Record<string, string>>): SessionOptions {
    const { account, host, process, tool, folder, environment } = this.#ports.machine
    // Not a setting: whoever comes through here is an agent.
    const answeredBy = 'agent' as const
    const signedAnswers = this.#ports.signedAnswers()
    const demand = signedAnswers === null ? {} : { signedAnswers }
    return {
      operator: agent,
      answeredBy,
      account,
      host,
      process,
      tool,
      folder,
      environment,
      presets,
      ...demand,
      ...LIMITS
    }
  }
}

const LIMITS = { timeLimit: 45_000, outputLimit: 32_768 } as const

function unknownRun(run: string): Refused {
  return new Refused('unknown-run', `There is no run ${run.slice(0, 100)}.`, 'Call list_runs, or start_run.')
}

/** Does what reads or writes records; what the machine refuses becomes a refusal that names the next move. */
async function stored<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RunLockedError) {
      const { operator, host } = error.writer
      const message = `${operator} on ${host} has the run open.`
      throw new Refused('run-busy', message, 'Call wait_for_person: it returns when the run is free.')
    }
    if (error instanceof JournalDamagedError)
      throw new Refused('run-damaged', error.message, 'Tell a person: the record has to be looked at.')
    if (error instanceof StorageError)
      throw new Refused('cannot-be-stored', error.message, 'Tell a person; nothing more is done without a record.')
    throw error
  }
}
