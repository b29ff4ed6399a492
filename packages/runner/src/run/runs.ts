/**
 * Starting a run, and going on with one.
 */
import { JOURNAL_VERSION, versionOf, type RunEventBody } from '@keys/schema'
import { endingOf } from '@keys/parser/model'
import { readJournal, type JournalFault, type ReadJournal } from '../journal/journal.js'
import { digest } from '../journal/digest.js'
import { replay, type PackOf } from './evolve.js'
import { readRunPack, type PackText, type RunPack } from '../pack.js'
import { StorageError, type OpenRun, type StoredRun } from '../ports.js'
import { Session } from './session.js'
import type { SessionOptions, SessionPorts } from './session-options.js'
import { openExecution, RunEventError, type RunState } from './state.js'

/** A journal that was damaged before its end: it cannot be gone on with. */
export class JournalDamagedError extends Error {
  readonly fault: JournalFault

  constructor(run: string, fault: JournalFault) {
    super(`The journal of ${run} is damaged at line ${fault.line}: ${fault.reason}.`)
    this.name = 'JournalDamagedError'
    this.fault = fault
  }
}

/** A run that is resolved: its incident is over, and the next one is a run of its own. */
export class RunResolvedError extends Error {
  constructor(run: string) {
    super(`The run ${run} is resolved and stays so.`)
    this.name = 'RunResolvedError'
  }
}

/**
 * Starts a run of a pack.
 * @param pack The pack.
 * @param ports What the run needs from outside.
 * @param options Who answers, and the environment of the commands.
 * @throws {StorageError} When the run cannot be stored.
 */
export async function startRun(pack: RunPack, ports: SessionPorts, options: SessionOptions): Promise<Session> {
  const step = pack.runbook.graph.entry
  if (step === null) throw new Error('a pack that can be run has a first step')
  const now = ports.clock.now()
  const run = `${now.slice(0, 10)}-${pack.pack.slug}-${ports.ids.unique()}`
  const { operator, host, process } = options
  const writer = { operator, host, process, since: now }
  const journal = await ports.storage.create(run, { contentHash: pack.contentHash, files: pack.files }, writer)
  try {
    const session = await Session.begin(startEvent(run, pack, step), pack, journal, ports, options)
    await session.record(openingEvent(options, options.folder))
    await session.readInputs()
    return session
  } catch (error) {
    await journal.close()
    throw error
  }
}

function openingEvent(
  { operator, account = operator, host, process, tool, signedAnswers }: SessionOptions,
  folder: string
): RunEventBody {
  const demand = signedAnswers === undefined ? {} : { signedAnswers }
  return { type: 'session-opened', operator, account, host, process, folder, tool, ...demand }
}

function startEvent(run: string, pack: RunPack, step: string): RunEventBody {
  const { slug, title, compliance_relevance: complianceRelevance = [] } = pack.pack
  const version = versionOf(pack.pack)
  return {
    type: 'run-started',
    journalVersion: JOURNAL_VERSION,
    run,
    pack: { name: pack.name, slug, title, version, contentHash: pack.contentHash, complianceRelevance },
    step
  }
}

/** What going on with a run came upon. */
export interface Resumed {
  session: Session
  /** Bytes of a last line that was not written to its end, and where they were put; null when there were none. */
  torn: { bytes: number; file: string } | null
  /** The number of an execution whose end was not recorded; null when there is none. */
  lost: number | null
  /** Whose lock was taken over; null when there was none. */
  takenOver: OpenRun['takenOver']
}

/** How a run is gone on with. */
export interface ResumeOptions {
  /** Whether to take over from a writer of whom it cannot be known whether he is gone. */
  force?: boolean
  /** Why a run that has ended goes on. Without it, it is only looked at. */
  reopen?: string
  /** Whether something is added to a run that has ended, such as a file that belongs to it: its head changes by it. */
  appends?: boolean
}

/**
 * Goes on with a run where its journal ends. One that has ended is opened to be read: nothing is written, so that its head
 * stays what it was.
 * @param run The id of the run.
 * @param ports What the run needs from outside.
 * @param options Who answers, and the environment of the commands.
 * @param how How it is gone on with; true is short for `force`.
 * @throws {RunLockedError} When somebody else writes it.
 * @throws {RunResolvedError} When it is to be reopened, and is resolved.
 * @throws {JournalDamagedError} When the journal is damaged before its end.
 * @throws {StorageError} When there is no such run, or it cannot be read or written.
 */
export async function resumeRun(
  run: string,
  ports: SessionPorts,
  options: SessionOptions,
  how: ResumeOptions | boolean = {}
): Promise<Resumed> {
  const { force = false, reopen, appends = false } = typeof how === 'boolean' ? { force: how } : how
  const ended = reopen === undefined && !appends ? await endedRun(run, ports, options) : null
  if (ended !== null) return { session: ended, torn: null, lost: null, takenOver: null }
  const { operator, host, process } = options
  const journal = await ports.storage.open(run, { operator, host, process, since: ports.clock.now() }, force)
  try {
    const read = readJournal(journal.journal)
    if (read.fault && !read.isTorn) throw new JournalDamagedError(run, read.fault)
    if (read.events.length === 0)
      throw new StorageError(`The run ${run} broke off before its first event: start another.`)
    const packs = journal.packs.map(readRunPack)
    const state = replayStored(run, read.events, packIn(packs))
    if (reopen !== undefined && isResolved(state)) throw new RunResolvedError(run)
    const rest = journal.journal.slice(read.length)
    const torn = rest.length > 0 ? { bytes: rest.length, file: await journal.setAside(read.length) } : null
    const session = Session.goOn(state, packs, journal, ports, options)
    if (torn) await session.record({ type: 'torn-line-set-aside', ...torn, digest: digest(rest) })
    if (journal.takenOver) await session.record({ type: 'lock-taken-over', ...journal.takenOver })
    await session.record(openingEvent(options, session.folder))
    const lost = openExecution(session.state)
    if (lost) await session.record({ type: 'command-lost', execution: lost.number, process: session.lookAt(lost) })
    if (reopen !== undefined && state.place.type === 'ended') await session.perform({ type: 'reopen', reason: reopen })
    await session.readInputs()
    return { session, torn, lost: lost?.number ?? null, takenOver: journal.takenOver }
  } catch (error) {
    await journal.close()
    throw error
  }
}

/** A run that has ended, to be read; null for one that goes on, or that cannot be read. */
async function endedRun(run: string, ports: SessionPorts, options: SessionOptions): Promise<Session | null> {
  const stored = await ports.storage.read(run)
  if (stored === null) return null
  const { events, fault, isTorn } = readJournal(stored.journal)
  if (events.length === 0 || (fault !== null && !isTorn)) return null
  const packs = stored.packs.map(readRunPack)
  const state = replayStored(run, events, packIn(packs))
  return state.place.type === 'ended' ? Session.look(state, packs, ports, options) : null
}

function isResolved({ place }: RunState): boolean {
  return place.type === 'ended' && endingOf(place.node)?.type === 'resolved'
}

function packIn(packs: readonly RunPack[]): PackOf {
  return (hash) => packs.find((pack) => pack.contentHash === hash) ?? null
}

function replayStored(run: string, events: ReadJournal['events'], packOf: PackOf): RunState {
  try {
    return replay(events, packOf)
  } catch (error) {
    if (!(error instanceof RunEventError)) throw error
    throw new StorageError(`The run ${run} cannot be followed: ${error.message}.`, { cause: error })
  }
}

/** A run as it is stored. */
export interface ReadRun {
  state: RunState
  fault: JournalFault | null
}

/**
 * Reads a run without opening it.
 * @param stored What is stored of it.
 * @param packOf Reads a text; whoever reads many runs gives one that knows the texts that it has read: `packReader`.
 * @returns Its state up to a fault; null when not even its first event can be read.
 * @throws {StorageError} When an event cannot follow, or the copy of its text is missing or was changed.
 */
export function readRun({ journal, packs }: StoredRun, packOf = packReader()): ReadRun | null {
  const { events, fault } = readJournal(journal)
  if (events.length === 0) return null
  const [first] = events
  const state = replayStored(first?.type === 'run-started' ? first.run : 'of that journal', events, (hash) => {
    const text = packs.find(({ contentHash }) => contentHash === hash)
    return text ? packOf(text) : null
  })
  return { state, fault }
}

/** Reads texts of packs, each once: equal content hashes are equal texts. */
export function packReader(): (text: PackText) => RunPack {
  const known = new Map<string, RunPack>()
  return (text) => {
    const pack = known.get(text.contentHash) ?? readRunPack(text)
    known.set(text.contentHash, pack)
    return pack
  }
}
