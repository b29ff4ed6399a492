import { workspacePacks } from '@keys/pack'
import { diffGraphs } from '@keys/parser'
import type { Terminal } from './command.js'
import { comparable, newestTag, packVersion } from './pack-versions.js'

/**
 * What changed in the procedure of a pack since the last release that the repository has a tag of. Wording is left out:
 * it does not change what an operator does.
 * @param root Path of the workspace.
 * @param dir Path of the folder of the pack.
 * @param terminal Where the command runs.
 * @returns One sentence for each change, the gravest first; null when no tag names an earlier release.
 * @throws {UsageError} When one of the two versions cannot be read.
 */
export async function procedureChanges(root: string, dir: string, terminal: Terminal): Promise<string[] | null> {
  const slug = workspacePacks(root).find((pack) => pack.dir === dir)?.slug
  const version = slug === undefined ? null : newestTag(slug, root)
  if (slug === undefined || version === null) return null
  const [before, after] = [await packVersion(`${slug}@${version}`, terminal), await packVersion(dir, terminal)]
  const changes = diffGraphs(comparable(before), comparable(after))
  return ['major', 'minor'].flatMap((bump) =>
    changes.filter((change) => change.bump === bump).map(({ message }) => message)
  )
}
