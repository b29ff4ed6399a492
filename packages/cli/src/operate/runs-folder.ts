/**
 * Where the runs of this person lie. For all commands that use runs.
 */
import { runsFolder as runsFolderOf } from '@keys/pack'
import type { Terminal } from '../command.js'
import type { RunOptions } from './run-flags.js'

/**
 * The folder in which runs are kept.
 * @param options The options of the command.
 * @param terminal Its folder and environment.
 * @returns An absolute path; the folder need not be there.
 */
export function runsFolder(options: RunOptions, terminal: Pick<Terminal, 'folder' | 'environment'>): string {
  return runsFolderOf(namedRunsFolder(options), terminal)
}

/** What was given with `--runs`; null for nothing. Who is told how to go on has to give it again. */
export function namedRunsFolder(options: RunOptions): string | null {
  return options.runs ?? null
}
