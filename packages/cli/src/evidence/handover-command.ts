/**
 * Hands a run over: what the next person needs, and, when it is said to whom, a word of it in the record.
 */
import {
  JournalDamagedError,
  readRun,
  resumeRun,
  RunLockedError,
  type RunState,
  type Session,
  type SessionPorts
} from '@keys/runner'
import { UsageError, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { sessionOptionsOf } from '../operate/interactive-session.js'

/**
 * The state of a run, without opening it; of a damaged one the state before the damage, which is told.
 * @throws {UsageError} When it cannot be read.
 */
export async function stateOfRun(
  run: string,
  { storage }: Pick<SessionPorts, 'storage'>,
  terminal: Pick<Terminal, 'stderr'>
): Promise<RunState> {
  const stored = await storage.read(run)
  const read = stored && readRun(stored)
  if (read?.fault) {
    terminal.stderr(`The record breaks at event ${read.fault.line}: ${read.fault.reason}. This is all before it.\n`)
  }
  if (read) return read.state
  throw new UsageError(`The run ${run} has no readable event.`, `See why: keys verify-evidence ${run}`)
}

/**
 * Writes something into a run that nobody has open, with a session of its own. Nothing is run, so that no value is needed:
 * none of this environment gets into the record.
 * @param run The id of the run.
 * @param ports What the run needs from outside.
 * @param options The options of the command.
 * @param terminal The folder in which the command runs.
 * @param work Does it; gives the reason with which the session ends.
 * @throws {UsageError} When somebody has it open, or it cannot be written.
 */
export async function inSession(
  run: string,
  ports: SessionPorts,
  options: RunOptions,
  terminal: Terminal,
  work: (session: Session) => Promise<'ended' | 'stopped' | 'handed-over'>
): Promise<void> {
  try {
    const { environment: hidden, ...given } = sessionOptionsOf(terminal, options)
    const { session } = await resumeRun(run, ports, { ...given, environment: {}, hidden }, { appends: true })
    try {
      await session.close(await work(session))
    } catch (error) {
      await session.close('stopped').catch(() => undefined)
      throw error
    }
  } catch (error) {
    if (error instanceof RunLockedError) throw new UsageError(error.message, 'Let that session be left first.')
    if (error instanceof JournalDamagedError)
      throw new UsageError(error.message, `Its readable part: keys report ${run}`)
    throw error
  }
}

/**
 * Records that a run is handed over.
 * @param run The id of the run.
 * @param how Who goes on, and whether the run leaves this machine.
 * @param ports What the run needs from outside.
 * @param options The options of the command.
 * @param terminal The folder in which the command runs.
 * @returns The state after it.
 * @throws {UsageError} When it has ended, or somebody has it open.
 */
export async function recordHandover(
  run: string,
  { to, asBundle }: { to: string | undefined; asBundle: boolean },
  ports: SessionPorts,
  options: RunOptions,
  terminal: Terminal
): Promise<RunState> {
  const before = await stateOfRun(run, ports, terminal)
  if (before.place.type === 'ended') {
    throw new UsageError(`The run ${run} has ended: nobody has to go on with it.`, `Its evidence: keys report ${run}`)
  }
  try {
    // Nothing is run, so that no value is needed: none of this environment gets into the record.
    const { session } = await resumeRun(run, ports, { ...sessionOptionsOf(terminal, options), environment: {} })
    await session.close('handed-over', to, asBundle)
    return session.state
  } catch (error) {
    if (error instanceof RunLockedError)
      throw new UsageError(error.message, 'Let that session be left first, then hand over.')
    if (error instanceof JournalDamagedError)
      throw new UsageError(error.message, `Its readable part: keys report ${run}`)
    throw error
  }
}
