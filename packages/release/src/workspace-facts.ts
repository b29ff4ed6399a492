/**
 * What rules over a workspace judge by, beside the packs: its index, its changesets, and what changed since a base. All of
 * it may be missing, and then the rules rest.
 */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  contentHash,
  folderFiles,
  readCoverage,
  readmeHash,
  readRegularFile,
  UsageError,
  workspacePacks,
  type Changesets,
  type Workspace,
  type WorkspacePack,
  type WorkspaceRelease
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { DRILL_FILE, readAssetsIndex } from '@keys/schema'
import { changesetFacts, readChangesets, type ReadChangeset } from './changesets.js'

const INDEX = 'dist/assets-index.json'

/** A workspace with all that is known of it. */
export interface KnownWorkspace {
  workspace: Workspace
  changesets: Changesets
}

/**
 * Looks up what is known of a workspace. git is asked only where a changeset names a pack.
 * @param root Path of the workspace.
 * @param workspace What its packs know of each other.
 * @param toTree The Markdown engine; the reference engine when absent.
 * @param only The folders of the packs that are going to be judged; all when absent. What is read of others they see in each other.
 */
export async function knownWorkspace(
  root: string,
  workspace: Workspace,
  toTree?: ToTree,
  only?: ReadonlySet<string>
): Promise<KnownWorkspace> {
  const changesets = readChangesets(root)
  const hashes = listedHashes(root)
  const releases = await releasesOf(root, changesets, toTree)
  const known = workspacePacks(root).flatMap(({ dir, slug: folder }): [string, WorkspacePack][] => {
    const pack = workspace.packs.get(folder)
    if (pack === undefined) return []
    if (only?.has(dir) === false) return [[folder, pack]]
    const slug = slugIn(dir)
    // A private package is in no index.
    const hash = hashes === null || isPrivate(dir) ? null : hashOf(dir)
    const known: WorkspacePack = { ...pack, ...(slug !== null && { slug }) }
    const drill = drillOf(dir)
    if (drill) known.drill = drill
    if (hash !== null && hashes) {
      known.index = { path: INDEX, listed: hashes.get(slug ?? folder) ?? null, content_hash: hash }
    }
    const release = releases.get(folder)
    return [[folder, { ...known, ...(release && { release }) }]]
  })
  return { workspace: { ...workspace, packs: new Map(known) }, changesets: changesetFacts(root, changesets) }
}

/** The content hashes that the index lists, by slug; null when there is no index that can be read. */
function listedHashes(root: string): ReadonlyMap<string, string> | null {
  const result = readAssetsIndex(jsonAt(root, INDEX))
  if ('faults' in result) return null
  return new Map(result.index.runbooks.map((entry) => [entry.slug, entry['x-listing'].content_hash]))
}

function hashOf(dir: string): string | null {
  try {
    const files = folderFiles(dir)
    const paths = files.entries().flatMap(({ path, type }) => (type === 'file' ? [path] : []))
    return contentHash((path) => files.read(path), paths)
  } catch {
    // Other rules speak of what cannot be read.
    return null
  }
}

function drillOf(dir: string): WorkspacePack['drill'] {
  try {
    const readme = Buffer.from(readRegularFile(dir, 'README.md')).toString('utf8')
    const exists = existsSync(join(dir, DRILL_FILE))
    return { exists, coverage: readCoverage(dir), readme_hash: readmeHash(readme) }
  } catch {
    // Other rules speak of what cannot be read.
    return undefined
  }
}

function isPrivate(dir: string): boolean {
  const manifest = jsonAt(dir, 'package.json')
  return typeof manifest === 'object' && manifest !== null && 'private' in manifest && manifest.private === true
}

function slugIn(dir: string): string | null {
  const value = jsonAt(dir, 'pack.json')
  if (typeof value !== 'object' || value === null || !('slug' in value)) return null
  return typeof value.slug === 'string' ? value.slug : null
}

function jsonAt(dir: string, path: string): unknown {
  try {
    return JSON.parse(Buffer.from(readRegularFile(join(dir, dirname(path)), basename(path))).toString('utf8'))
  } catch {
    return null
  }
}

async function releasesOf(
  root: string,
  changesets: readonly ReadChangeset[],
  toTree: ToTree | undefined
): Promise<Map<string, WorkspaceRelease>> {
  // Without a changeset there is no claim to judge, and git need not be asked.
  if (changesets.every(({ releases }) => releases.length === 0)) return new Map()
  const { releasesSince } = await import('./releases.js')
  try {
    const releases = await releasesSince(root, null, changesets, toTree)
    return new Map(releases.map(({ slug, since, changes, claims }) => [slug, { since, changes, claims }]))
  } catch (error) {
    // No checkout, no base, or a text that cannot be read: `keys bump-check` says so.
    if (error instanceof UsageError) return new Map()
    throw error
  }
}
