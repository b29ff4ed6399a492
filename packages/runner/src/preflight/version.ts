/**
 * Versions of tools, as they print them.
 */

/**
 * The version in what a tool prints when it is asked for it, such as `psql (PostgreSQL) 16.3` or `jq-1.7.1`.
 * @param text What it printed.
 * @returns The numbers with their dots; null when there are none.
 */
export function versionIn(text: string): string | null {
  const lines = text.split('\n').slice(0, 10)
  const dotted = lines.flatMap((line) => /(?<![\d.])\d+(?:\.\d+)+/.exec(line) ?? [])[0]
  if (dotted !== undefined) return dotted
  return lines.flatMap((line) => /(?:^|[\s/-])v?(\d+)(?![\w.])/.exec(line)?.[1] ?? [])[0] ?? null
}
