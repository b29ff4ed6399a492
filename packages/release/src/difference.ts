import { comparable, type PackVersion } from '@keys/pack'
import { diffGraphs, leastBump, type RunbookVersion } from '@keys/parser'
import type { GraphDiff } from '@keys/schema'

/** What changed between two versions of a pack, and the two texts that were compared. */
export interface Difference {
  difference: GraphDiff
  older: RunbookVersion
  newer: RunbookVersion
}

/**
 * Compares two versions of a pack.
 * @param before The older one.
 * @param after The newer one, by whose slug the difference is called.
 * @throws {UsageError} When the README.md of one cannot be read.
 */
export function differenceOf(before: PackVersion, after: PackVersion): Difference {
  const [older, newer] = [comparable(before), comparable(after)]
  const changes = diffGraphs(older, newer)
  const side = ({ name, source }: PackVersion): GraphDiff['before'] => {
    return { name, version: source.metadata.fields.version ?? null }
  }
  const sides = { before: side(before), after: side(after) }
  return { difference: { version: '1.0', slug: after.slug, ...sides, bump: leastBump(changes), changes }, older, newer }
}
