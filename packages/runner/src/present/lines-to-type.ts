/**
 * Lines that can be typed as they are. Pure.
 */
/** How a command was called, for lines that can be typed as they are. */
export interface Called {
  /** How `keys` is called here. */
  keys: string
  /** The folder of the runs, when it was named: it has to be named again. */
  runs: string | null
}

/**
 * A line that can be typed as it is.
 * @param called How the command was called.
 * @param words A command about runs, with its arguments.
 */
export function lineToType({ keys, runs }: Called, words: string): string {
  return `${keys} ${words}${runs === null ? '' : ` --runs ${quotedPath(runs)}`}`
}

/**
 * A path as a shell takes it for one word.
 * @param path The path.
 */
export function quotedPath(path: string): string {
  return /^[\w./~+:@%-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
