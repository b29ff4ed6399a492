/**
 * Versions of a pack that were released before, as their tags in the repository have them: their texts stay readable.
 */
import {
  commitOf,
  contentHash,
  filesAt,
  MAX_UNPACKED_SIZE,
  readFolder,
  readPack,
  readRegularFile,
  tagsWith
} from '@keys/pack'
import type { Changelog, ListedVersion } from '@keys/schema'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { entryFiles } from './entry.js'
import { packTarball, type Tarball } from './tarball.js'

/** The tags of a repository that name a version of a package, asked for once. */
export function releaseTags(root: string): ReadonlySet<string> {
  return new Set(tagsWith(root, '@'))
}

/** A version, and its tarball where its text is at hand. */
export interface OlderVersion {
  listed: ListedVersion
  tarball: Tarball | null
}

/** What is looked for: the versions of one pack. */
export interface VersionsOf {
  root: string
  /** The folder of the pack. */
  dir: string
  /** The name of its package. */
  name: string
  version: string
  changelog: Changelog
  tags: ReadonlySet<string>
}

/**
 * The versions of a pack before the present one, the newest first, as its changelog names them.
 * @param pack The pack.
 * @param pathOf The path of the tarball of a version, relative to the index.
 */
export async function olderVersions(pack: VersionsOf, pathOf: (version: string) => string): Promise<OlderVersion[]> {
  const older: OlderVersion[] = []
  for (const { version, date } of pack.changelog.entries) {
    if (version === null || version === pack.version) continue
    const nothing = { listed: { version, date, tarball: null, content_hash: null }, tarball: null }
    const tag = `${pack.name}@${version}`
    const packed = pack.tags.has(tag) ? await packedAt(pack, tag, version) : null
    if (packed === null) older.push(nothing)
    else {
      const { bytes, integrity } = packed.tarball
      const tarball = { path: pathOf(version), integrity, size: bytes.length }
      older.push({
        listed: { version, date, tarball, content_hash: packed.contentHash },
        tarball: packed.tarball
      })
    }
  }
  return older
}

/** The pack of a tag, packed; null for one that is no whole pack of that version. */
async function packedAt(
  { root, dir }: VersionsOf,
  tag: string,
  version: string
): Promise<{ tarball: Tarball; contentHash: string } | null> {
  const commit = commitOf(root, tag)
  const files = commit === null ? null : filesAt(root, commit, relative(root, dir).replaceAll('\\', '/'))
  if (files === null) return null
  const source = readPack(files, { folder: relative(dirname(dir), dir) })
  const { metadata, readme, checklist } = source
  if (!metadata.pack || !readme || !checklist || metadata.pack.version !== version) return null
  const folder = mkdtempSync(join(tmpdir(), 'keys-index-'))
  try {
    let size = 0
    for (const entry of files.entries()) {
      if (entry.type !== 'file' || (entry.path.includes('/') && !entry.path.startsWith('scripts/'))) continue
      size += entry.size
      if (size > MAX_UNPACKED_SIZE) return null
      write(join(folder, entry.path), files.read(entry.path))
    }
    const model = { runbook: readme.model, checklist: checklist.model }
    for (const [path, content] of entryFiles(metadata.pack, model)) write(join(folder, path), content)
    const { packedFiles } = await readFolder(folder)
    const paths = [...(packedFiles ?? [])]
    return {
      tarball: packTarball((path) => readRegularFile(folder, path), paths),
      contentHash: contentHash((path) => files.read(path), paths)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
