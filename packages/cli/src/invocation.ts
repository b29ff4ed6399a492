/** How a command was called, for lines that can be typed as they are. */
export interface Called {
  /** How `keys` is called here. */
  keys: string
  /** The folder of the runs, when it was named: it has to be named again. */
  runs: string | null
}

/**
 * How whoever reads this can call `keys` again: a script of the repository is started by a package manager that is not
 * installed, and what npx fetched is not on the path, while an installed command is.
 * @param environment The environment of the command.
 */
export function invocation(environment: Readonly<Record<string, string | undefined>>): string {
  const pnpm = /^pnpm\/(\S+)/.exec(environment['npm_config_user_agent'] ?? '')
  if (pnpm) return `npx -y pnpm@${pnpm[1]} keys`
  return environment['npm_command'] === 'exec' ? 'npx @keys/cli' : 'keys'
}

/**
 * A line that can be typed as it is.
 * @param called How the command was called.
 * @param words A command about runs, with its arguments.
 */
export function lineToType({ keys, runs }: Called, words: string): string {
  return `${keys} ${words}${runs === null ? '' : ` --runs ${quoted(runs)}`}`
}

function quoted(path: string): string {
  return /^[\w./~+:@%-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
