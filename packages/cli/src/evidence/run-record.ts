/**
 * Which run a report is of, and what is stored of it.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { statusAt } from '@keys/pack'
import type { StoredRun } from '@keys/runner'
import { folderStorage } from '@keys/runner/node'
import { UsageError, type CommandInput, type Terminal } from '../command.js'
import { runNamed, runsFolder } from '../operate/runs-folder.js'
import { listedRuns } from '../operate/stored-runs.js'

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
  options: CommandInput['options'],
  terminal: Terminal
): Promise<RunRecord> {
  const folder = runsFolder(options, terminal)
  const storage = folderStorage(folder)
  const run = typed === undefined ? (await listedRuns(storage, folder))[0]?.run : await runNamed(typed, storage)
  const stored = run === undefined ? null : await storage.read(run)
  if (run === undefined || stored === null) {
    throw new UsageError(`There is no run in ${folder}.`, 'Start one: keys run <pack>')
  }
  return { run, ...stored }
}

/**
 * The file that holds what is to be verified.
 * @param typed A bundle, a journal, the folder of a run, or the id of a run.
 * @param options The options of the command.
 * @param terminal Its folder and environment.
 * @returns The path of the file, and of the folder of the run when it lies in one.
 * @throws {UsageError} When there is nothing of that name.
 */
export async function evidenceFile(
  typed: string,
  options: CommandInput['options'],
  terminal: Terminal
): Promise<{ file: string; folder: string | null }> {
  const path = resolve(terminal.folder, typed)
  const stat = statusAt(path)
  if (stat?.isFile()) return { file: path, folder: null }
  const folder = stat ? path : await runFolder(typed, options, terminal)
  const file = join(folder, 'journal.jsonl')
  if (existsSync(file)) return { file, folder }
  throw new UsageError(`There is no journal.jsonl in ${typed}.`, 'Name a bundle, a journal, or the folder of a run.')
}

async function runFolder(typed: string, options: CommandInput['options'], terminal: Terminal): Promise<string> {
  const folder = runsFolder(options, terminal)
  try {
    return join(folder, await runNamed(typed, folderStorage(folder)))
  } catch (error) {
    if (!(error instanceof UsageError) || !/[./\\]/.test(typed)) throw error
    throw new UsageError(`There is nothing at ${typed}.`, 'Name a bundle, a journal, or the folder of a run.')
  }
}
