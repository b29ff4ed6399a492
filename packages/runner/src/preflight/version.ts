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

/**
 * Whether a version is no lower than another. Parts that are missing count as 0.
 * @param version Numbers with dots.
 * @param minimum Numbers with dots.
 */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, want] = [version, minimum].map((text) => text.split('.').map(Number))
  const length = Math.max(have?.length ?? 0, want?.length ?? 0)
  for (let index = 0; index < length; index++) {
    const difference = (have?.[index] ?? 0) - (want?.[index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
