import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

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
 */
export function runsFolder(
  named: string | null,
  place: { folder: string; environment: Readonly<Record<string, string | undefined>> }
): string {
  const { folder, environment } = place
  const path = named ?? environment['KEYS_RUNS'] ?? ''
  return path === '' ? join(stateFolder(environment), 'runs') : resolve(folder, path)
}

function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null
}
