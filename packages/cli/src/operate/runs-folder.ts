/**
 * Where the runs of this person lie. For all commands that use runs.
 */
import { join, resolve } from 'node:path'
import { stateFolder } from '@keys/pack'
import type { Terminal } from '../command.js'
import type { RunOptions } from './run-flags.js'

/**
 * The folder in which runs are kept.
 * @param options The options of the command.
 * @param terminal Its folder and environment.
 * @returns An absolute path; the folder need not be there.
 */
export function runsFolder(
  options: RunOptions,
  { folder, environment }: Pick<Terminal, 'folder' | 'environment'>
): string {
  const named = namedRunsFolder(options) ?? set(environment['KEYS_RUNS'])
  if (named !== null) return resolve(folder, named)
  return join(stateFolder(environment), 'runs')
}

/** What was given with `--runs`; null for nothing. Who is told how to go on has to give it again. */
export function namedRunsFolder(options: RunOptions): string | null {
  return options.runs ?? null
}

function set(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
}
