/**
 * Which run a report is of, and what is stored of it.
 */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { statusAt } from '@keys/pack'
import { listedRuns, runNamed, type RunSnapshot, type StoredRun } from '@keys/runner'
import { folderStore, snapshotAt } from '@keys/runner/node'
import { isUsageError, UsageError, type Terminal } from '../command.js'
import type { RunOptions } from '../operate/run-flags.js'
import { runsFolder } from '../operate/runs-folder.js'

export interface RunRecord extends StoredRun {
  run: string
}

/**
 * What is stored of a run.
 * @param typed Its id or the beginning of it; the newest run when it is absent.
 * @param options The options of the command.
 * @param terminal Its folder and environment.
 * @throws {UsageError} When there is no such run.
 */
export async function runRecord(
  typed: string | undefined,
  options: RunOptions,
  terminal: Terminal
): Promise<RunRecord> {
  const folder = runsFolder(options, terminal)
  const storage = folderStore(folder)
  const run = typed === undefined ? (await listedRuns(storage, hostname()))[0]?.run : await runNamed(typed, storage)
  const stored = run === undefined ? null : await storage.read(run)
  if (run === undefined || stored === null) {
    throw new UsageError(`There is no run in ${folder}.`, 'Start one: keys run <pack>')
  }
  return { run, ...stored }
}

/** What is to be verified. */
export interface VerifiedEvidence {
  /** A bundle, or a journal. */
  bytes: Uint8Array
  /** What lies with the run; null for a file by itself. */
  snapshot: RunSnapshot | null
}

/**
 * What is to be verified.
 * @param typed A bundle, a journal, the folder of a run, or the id of a run.
 * @param options The options of the command.
 * @param terminal Its folder and environment.
 * @throws {UsageError} When there is nothing of that name.
 */
export async function verifiedEvidence(
  typed: string,
  options: RunOptions,
  terminal: Terminal
): Promise<VerifiedEvidence> {
  const path = resolve(terminal.folder, typed)
  const stat = statusAt(path)
  if (stat?.isFile()) return { bytes: new Uint8Array(readFileSync(path)), snapshot: null }
  const snapshot = stat ? await snapshotAt(path) : await snapshotOf(typed, options, terminal)
  if (snapshot !== null) return { bytes: snapshot.journal, snapshot }
  throw new UsageError(`There is no journal.jsonl in ${typed}.`, 'Name a bundle, a journal, or the folder of a run.')
}

async function snapshotOf(typed: string, options: RunOptions, terminal: Terminal): Promise<RunSnapshot | null> {
  const store = folderStore(runsFolder(options, terminal))
  try {
    return await store.snapshot(await runNamed(typed, store))
  } catch (error) {
    if (!isUsageError(error) || !/[./\\]/.test(typed)) throw error
    throw new UsageError(`There is nothing at ${typed}.`, 'Name a bundle, a journal, or the folder of a run.')
  }
}
