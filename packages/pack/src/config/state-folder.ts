import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * The folder in which this person's runs and what was decided for good are kept.
 * @param environment Says where; a path that is not absolute counts as none, as the standard of these folders has it.
 */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const [state, home] = [environment['XDG_STATE_HOME'], environment['HOME']].map(absolute)
  return join(state ?? join(home ?? homedir(), '.local', 'state'), 'keys')
}

function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null
}
