import { comparable, newestTag, packVersion, workspacePacks, type Place } from '@keys/pack'
import { diffGraphs } from '@keys/parser'

/**
 * What changed in the procedure of a pack since the last release that the repository has a tag of. Wording is left out:
 * it does not change what an operator does.
 * @param root Path of the workspace.
 * @param dir Path of the folder of the pack.
 * @param next The version that is made.
 * @param place Where the command runs, and its environment.
 * @returns One sentence for each change, the gravest first; null when no tag names an earlier release.
 * @throws {UsageError} When one of the two versions cannot be read.
 */
export async function procedureChanges(
  root: string,
  dir: string,
  next: string,
  place: Place
): Promise<string[] | null> {
  const name = workspacePacks(root).find((pack) => pack.dir === dir)?.package
  const version = name === undefined ? null : newestTag(name, root, next)
  if (name === undefined || version === null) return null
  const [before, after] = [await packVersion(`${name}@${version}`, place), await packVersion(dir, place)]
  const changes = diffGraphs(comparable(before), comparable(after))
  return ['major', 'minor'].flatMap((bump) =>
    changes.filter((change) => change.bump === bump).map(({ message }) => message)
  )
}
