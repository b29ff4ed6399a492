/**
 * After `changeset version`: what repeats the version of a package.json is made to follow it.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { edited, JsonDocument, readRegularText, replace, replaceFiles, UsageError, type Replacement } from '@keys/pack'
import { finishEntry, isUnfinished } from './changelog-edits.js'

/** A folder with a package.json. */
export interface VersionedFolder {
  /** Absolute path. */
  dir: string
  /** Path as it is told. */
  path: string
}

/** What a folder came to. */
export interface SyncedFolder {
  version: string
  /** The files that were written. */
  files: readonly string[]
}

/** Says what changed in a pack since its last release, one sentence each. */
export type ProcedureChanges = (version: string) => Promise<readonly string[]>

/**
 * Makes pack.json say the version of package.json, and finishes the entry that changesets wrote for it. Doing it again
 * changes nothing.
 * @param folder A pack, or another package with a changelog.
 * @param date The day of the release, such as `2026-11-23`.
 * @param changesOf Asked only for a pack with an unfinished entry.
 * @throws {UsageError} For a package.json or pack.json without a version to read or to replace.
 * @throws {ChangedMeanwhile} For a file that somebody else wrote at the same time.
 */
export async function syncVersions(
  folder: VersionedFolder,
  date: string,
  changesOf: ProcedureChanges
): Promise<SyncedFolder> {
  const { dir } = folder
  const { version } = versionIn(folder, 'package.json')
  const replacements: Replacement[] = []
  const isPack = existsSync(join(dir, 'pack.json'))
  if (isPack) {
    const { document } = versionIn(folder, 'pack.json')
    const after = edited(document.text, [replace(document.at(['version']), JSON.stringify(version))])
    replacements.push({ file: 'pack.json', before: document.text, after })
  }
  const changelog = existsSync(join(dir, 'CHANGELOG.md')) ? textOf(dir, 'CHANGELOG.md') : ''
  if (isUnfinished(changelog, version)) {
    const after = finishEntry(changelog, version, date, isPack ? await changesOf(version) : [])
    replacements.push({ file: 'CHANGELOG.md', before: changelog, after })
  }
  const real = replacements.filter(({ before, after }) => before !== after)
  replaceFiles(dir, real)
  return { version, files: real.map(({ file }) => file) }
}

function versionIn({ dir, path }: VersionedFolder, file: string): { document: JsonDocument; version: string } {
  const document = new JsonDocument(file, existsSync(join(dir, file)) ? textOf(dir, file) : '')
  const version = document.object?.['version']
  if (typeof version === 'string' && !document.duplicateKeys().some(({ key }) => key === 'version')) {
    return { document, version }
  }
  throw new UsageError(`${path}/${file} says no version.`, 'Write one `"version"` into it: keys validate says where.')
}

function textOf(dir: string, file: string): string {
  return readRegularText(dir, file)
}
