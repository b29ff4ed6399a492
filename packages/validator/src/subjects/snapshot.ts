/**
 * Whether a version is a snapshot of changesets, such as `0.0.0-canary-20261201120000`. It is published for a try: it is
 * below every release, and comes after the newest.
 * @param version A version.
 */
export function isSnapshot(version: string): boolean {
  return version.startsWith('0.0.0-')
}
