/**
 * What rules over a workspace judge by, beside the packs: its index, its changesets, and what changed since a base. All of
 * it may be missing, and then the rules rest.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  contentHash,
  PackReads,
  readCoverage,
  readmeHash,
  isUsageError,
  type Changesets,
  type Workspace,
  type WorkspacePack,
  type WorkspaceRelease
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { DRILL_FILE, readAssetsIndex } from '@keys/schema'
import { changesetFacts, readChangesets, type ReadChangeset } from '@keys/release'
import { skillAt } from './skill.js'

const INDEX = 'dist/assets-index.json'

/** A workspace with all that is known of it. */
export interface KnownWorkspace {
  /** Its packs, with what is known of each. */
  workspace: Workspace
  /** What of that was found out once, for all packs. */
  facts: WorkspaceFacts
  changesets: Changesets
}

/** What is found out once for all packs of a workspace; it can be copied to a thread. */
export interface WorkspaceFacts {
  /** The content hashes that the index lists, by slug; null when there is no index that can be read. */
  hashes: ReadonlyMap<string, string> | null
  /** What changed since the last release, by the folder of the pack. */
  releases: ReadonlyMap<string, WorkspaceRelease>
}

/** With what a workspace is looked up. */
export interface KnownOptions {
  /** The Markdown engine; the reference engine when absent. */
  toTree?: ToTree | undefined
  /** The folders of the packs that are going to be judged; all when absent. What is read of others they see in each other. */
  only?: ReadonlySet<string> | undefined
  /** What was read of packs. The drill of a pack and its place in the index are read when they are asked for. */
  reads?: PackReads | undefined
}

/**
 * Looks up what is known of a workspace. git is asked only where a changeset names a pack.
 * @param root Path of the workspace.
 * @param workspace What its packs know of each other.
 * @param options What is at hand.
 */
export async function knownWorkspace(
  root: string,
  workspace: Workspace,
  { toTree, only, reads = new PackReads() }: KnownOptions = {}
): Promise<KnownWorkspace> {
  const changesets = readChangesets(root)
  const facts = { hashes: listedHashes(root), releases: await releasesOf(root, changesets, toTree) }
  const known = withFacts(root, workspace, facts, { toTree, only, reads })
  const packages = [...known.packs.values()].flatMap((pack) => pack.package ?? [])
  return { workspace: known, facts, changesets: changesetFacts(root, changesets, packages, reads) }
}

/**
 * A workspace whose packs know what is known of each. Their drills and their places in the index are read when they are asked for.
 * @param root Path of the workspace.
 * @param workspace What its packs know of each other.
 * @param facts What was found out for all of them.
 * @param options What is at hand.
 */
export function withFacts(
  root: string,
  workspace: Workspace,
  { hashes, releases }: WorkspaceFacts,
  { toTree, only, reads = new PackReads() }: KnownOptions
): Workspace {
  const known = [...workspace.packs].map(([folder, pack]): [string, WorkspacePack] => {
    const dir = resolve(root, pack.path)
    if (only?.has(dir) === false) return [folder, pack]
    const release = releases.get(folder)
    const drill = once(() => drillOf(dir, reads))
    const index = once(() => {
      // A private package is in no index.
      const hash = hashes === null || isPrivate(dir, reads) ? null : hashOf(dir, reads)
      if (hash === null || hashes === null) return undefined
      return { path: INDEX, listed: hashes.get(pack.slug ?? folder) ?? null, content_hash: hash }
    })
    const skill = once(() => skillAt(dir, folder, { toTree, reads, hashOf: () => hashOf(dir, reads) }))
    return [
      folder,
      {
        ...pack,
        ...(release && { release }),
        get drill() {
          return drill()
        },
        get index() {
          return index()
        },
        get skill() {
          return skill()
        }
      }
    ]
  })
  return { ...workspace, packs: new Map(known) }
}

/** What is found out when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

/** The content hashes that the index lists, by slug; null when there is no index that can be read. */
function listedHashes(root: string): ReadonlyMap<string, string> | null {
  const result = readAssetsIndex(jsonAt(root, INDEX, new PackReads()))
  if ('faults' in result) return null
  return new Map(result.index.runbooks.map((entry) => [entry.slug, entry['x-listing'].content_hash]))
}

function hashOf(dir: string, reads: PackReads): string | null {
  try {
    const files = reads.files(dir)
    const paths = files.entries().flatMap(({ path, type }) => (type === 'file' ? [path] : []))
    return contentHash((path) => files.read(path), paths)
  } catch {
    // Other rules speak of what cannot be read.
    return null
  }
}

function drillOf(dir: string, reads: PackReads): WorkspacePack['drill'] {
  try {
    const readme = reads.text(dir, 'README.md')
    const exists = existsSync(join(dir, DRILL_FILE))
    return { exists, coverage: readCoverage(dir, reads), readme_hash: readmeHash(readme) }
  } catch {
    // Other rules speak of what cannot be read.
    return undefined
  }
}

function isPrivate(dir: string, reads: PackReads): boolean {
  const manifest = jsonAt(dir, 'package.json', reads)
  return typeof manifest === 'object' && manifest !== null && 'private' in manifest && manifest.private === true
}

function jsonAt(dir: string, path: string, reads: PackReads): unknown {
  try {
    return JSON.parse(reads.text(dir, path))
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
  const { releasesSince } = await import('@keys/release')
  try {
    const releases = await releasesSince(root, null, changesets, toTree)
    return new Map(releases.map(({ slug, since, changes, claims }) => [slug, { since, changes, claims }]))
  } catch (error) {
    // No checkout, no base, or a text that cannot be read: `keys bump-check` says so.
    if (isUsageError(error)) return new Map()
    throw error
  }
}
