/**
 * Where the runs of this person lie, and which of them is meant. For all commands that use runs.
 */
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { RunStorage } from '@keys/runner'
import { UsageError, type CommandInput, type Terminal } from '../command.js'
import { shortId } from '@keys/runner/present'

/**
 * The folder in which runs are kept.
 * @param options The options of the command.
 * @param terminal Its folder and environment.
 * @returns An absolute path; the folder need not be there.
 */
export function runsFolder(
  options: CommandInput['options'],
  { folder, environment }: Pick<Terminal, 'folder' | 'environment'>
): string {
  const named = namedRunsFolder(options) ?? set(environment['KEYS_RUNS'])
  if (named !== null) return resolve(folder, named)
  return join(stateFolder(environment), 'runs')
}

/**
 * The folder in which this person's runs and what was decided for good are kept.
 * @param environment Says where; a path that is not absolute counts as none, as the standard of these folders has it.
 */
export function stateFolder(environment: Terminal['environment']): string {
  const [state, home] = [environment['XDG_STATE_HOME'], environment['HOME']].map(absolute)
  return join(state ?? join(home ?? homedir(), '.local', 'state'), 'keys')
}

function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null
}

/** What was given with `--runs`; null for nothing. Who is told how to go on has to give it again. */
export function namedRunsFolder(options: CommandInput['options']): string | null {
  return typeof options['runs'] === 'string' ? options['runs'] : null
}

function set(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
}

/**
 * The run that somebody means.
 * @param typed Its id, the last part of it, or the beginning of either.
 * @param storage Where runs are kept.
 * @returns The whole id.
 * @throws {UsageError} When there is none, or more than one.
 */
export async function runNamed(typed: string, storage: Pick<RunStorage, 'list'>): Promise<string> {
  const runs = await storage.list()
  if (runs.includes(typed)) return typed
  const found = runs.filter((run) => run.startsWith(typed) || run.slice(run.lastIndexOf('-') + 1).startsWith(typed))
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  if (found.length === 0) throw new UsageError(`There is no run ${typed}.`, 'See which there are: keys runs --all')
  const names = found.slice(0, 5).map((run) => `${shortId(run)} (${run})`)
  throw new UsageError(`${found.length} runs begin with ${typed}: ${names.join(', ')}.`, 'Type more of the id.')
}
