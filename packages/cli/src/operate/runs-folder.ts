/**
 * Where the runs of this person lie. For all commands that use runs.
 */
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { CommandInput, Terminal } from '../command.js'

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
