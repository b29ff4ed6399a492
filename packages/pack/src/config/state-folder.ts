import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { statusAt } from '../files/status.js'
import { visible } from '../text/visible.js'
import { UsageError } from '../usage-error.js'

/**
 * The folder in which this person's runs and what was decided for good are kept.
 * @param environment Says where; a path that is not absolute counts as none, as the standard of these folders has it.
 */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const [state, home] = [environment['XDG_STATE_HOME'], environment['HOME']].map(absolute)
  return join(state ?? join(home ?? homedir(), '.local', 'state'), 'keys')
}

/**
 * The folder in which runs are kept.
 * @param named What was named for it; null for nothing.
 * @param place The folder in which the command runs, and its environment.
 * @returns An absolute path; the folder need not be there.
 * @throws {UsageError} When something else than a folder lies there.
 */
export function runsFolder(
  named: string | null,
  place: { folder: string; environment: Readonly<Record<string, string | undefined>> }
): string {
  const { folder, environment } = place
  const path = named ?? environment['KEYS_RUNS'] ?? ''
  if (path === '') return join(stateFolder(environment), 'runs')
  const runs = resolve(folder, path)
  if (statusAt(runs)?.isDirectory() === false)
    throw new UsageError(
      `${visible(path)} is not a folder: runs are kept in one.`,
      `Name a folder, in ${named === null ? 'KEYS_RUNS' : '--runs <folder>'}; a bundle is taken in by: keys resume <file>`
    )
  return runs
}

function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null
}
