/**
 * Writes the events of a session, one after the other, and keeps the state that follows from them.
 */
import { runEventSchema, type RunEvent, type RunEventBody } from '@keys/schema'
import { evolve } from '../run/evolve.js'
import { writeEvent } from './journal.js'
import { maskedEvent } from './masked-event.js'
import type { RunPack } from '../pack.js'
import { StorageError, type Clock, type OpenRun } from '../ports.js'
import { RunEventError, type RunState } from '../run/state.js'

export class Recorder {
  private current: RunState
  private readonly packs: Map<string, RunPack>
  private readonly journal: OpenRun
  private readonly clock: Clock
  private readonly mask: (text: string) => string
  /** What happened and could not be written; it is written before anything else. */
  private unwritten: RunEventBody | null = null
  private isClosed = false
  /** Ends when the last call that decides and writes has ended; never rejects. */
  private turn: Promise<unknown> = Promise.resolve()

  /**
   * @param state The state after what is in the journal.
   * @param packs The packs that its events name.
   * @param mask Masks the secrets of the session.
   */
  constructor(
    state: RunState,
    packs: readonly RunPack[],
    journal: OpenRun,
    clock: Clock,
    mask: (text: string) => string
  ) {
    this.current = state
    this.packs = new Map(packs.map((pack) => [pack.contentHash, pack]))
    this.journal = journal
    this.clock = clock
    this.mask = mask
  }

  /** The state after everything that is on the disk. */
  get state(): RunState {
    return this.current
  }

  /** Waits until nobody else decides or writes: two events after the same one would break the chain. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => undefined)
    return result
  }

  /**
   * Writes an event. To be called alone.
   * @throws {RunEventError} When it cannot follow. Nothing is written then.
   * @throws {StorageError} When it cannot be written. The state is then as before.
   */
  async write(body: RunEventBody): Promise<RunEvent> {
    if (this.isClosed) throw new StorageError('The session is closed: resume the run to go on with it.')
    const { sequence, head } = this.current
    const { line, event } = writeEvent(maskedEvent(body, this.mask), this.clock.now(), { sequence, head })
    // What could not be read again would end the journal for good.
    const parsed = runEventSchema.safeParse(event)
    if (!parsed.success) throw new RunEventError(event, parsed.error.issues[0]?.message ?? 'it is not an event')
    const next = evolve(this.current, event, (hash) => this.packs.get(hash) ?? null)
    await this.journal.append(line)
    this.current = next
    return event
  }

  /**
   * Writes what has happened and must not be lost. To be called alone.
   * @throws {StorageError} When it cannot be written now; `catchUp` tries again.
   */
  async writeHappened(body: RunEventBody): Promise<RunEvent> {
    this.unwritten = body
    const event = await this.write(body)
    this.unwritten = null
    return event
  }

  /**
   * Writes what happened and could not be written. To be called alone.
   * @returns The event; null when there was none.
   * @throws {StorageError} When it still cannot be written.
   */
  async catchUp(): Promise<RunEvent | null> {
    return this.unwritten === null ? null : this.writeHappened(this.unwritten)
  }

  /**
   * Keeps another text with the run. To be called alone.
   * @throws {StorageError}
   */
  async keepPack(pack: RunPack): Promise<void> {
    await this.journal.keepPack({ contentHash: pack.contentHash, files: pack.files })
    this.packs.set(pack.contentHash, pack)
  }

  /** The folder in which the files of the pack lie that is followed now; null where they lie in no folder. */
  get packFolder(): string | null {
    return this.journal.packFolder(this.current.pack.contentHash)
  }

  /** Lets others write. Nothing can be written from here on. */
  async close(): Promise<void> {
    if (this.isClosed) return
    this.isClosed = true
    await this.journal.close()
  }
}
