/**
 * What changed in the packs of a workspace since their base, and what their changesets say of it.
 */
import { join, relative } from 'node:path'
import {
  changedPaths,
  commitOf,
  comparable,
  filesAt,
  isCheckout,
  isSameRunbook,
  isShallow,
  mergeBase,
  newestTag,
  packsFolder,
  readFolder,
  readPack,
  UsageError,
  visible,
  workspacePacks,
  type PackLocation,
  type PackSource
} from '@keys/pack'
import { diffGraphs, type ToTree } from '@keys/parser'
import type { Bump, Change } from '@keys/schema'
import { CHANGESET_FOLDER, baseBranchOf, manifestVersion, readChangesets, type ReadChangeset } from './changesets.js'

/** A pack that changed since its base. */
export interface PackRelease {
  slug: string
  /** The name of its package. */
  name: string
  /** Path of its folder, relative to the workspace. */
  path: string
  /** What it is compared with, in words. */
  since: string
  /** The published files that changed, relative to its folder. */
  files: readonly string[]
  /** What changed in the procedure. */
  changes: readonly Change[]
  /** Its version then and now; null where pack.json cannot be read. */
  versions: { before: string | null; after: string | null }
  /** The changesets since the base that name it. */
  claims: readonly { file: string; bump: Bump | 'none' }[]
}

/** What a first branch is called where no configuration names it. */
const BASE_BRANCHES = ['main', 'master'] as const

/** What packs are compared with. */
interface Base {
  commit: string
  words: string
}

/**
 * The packs of a workspace that changed, and were there before.
 * @param root Path of the workspace.
 * @param since A revision; null for the base branch, and on that branch itself for the last tag of each pack.
 * @param changesets What `readChangesets` gave.
 * @param toTree The Markdown engine; the reference engine when absent.
 * @param onUntagged Told each pack on the base branch that no tag names, so that only what is not committed is compared.
 * @throws {UsageError} When there is no base to compare with.
 */
export async function releasesSince(
  root: string,
  since: string | null,
  changesets: readonly ReadChangeset[] = readChangesets(root),
  toTree?: ToTree,
  onUntagged?: (pack: PackLocation) => void
): Promise<PackRelease[]> {
  const base = baseOf(root, since)
  const releases: PackRelease[] = []
  const known = new Map<string, readonly string[]>()
  for (const pack of workspacePacks(root)) {
    const tagged = base.isOnBranch ? taggedBase(root, pack) : null
    if (base.isOnBranch && tagged === null) {
      assertWhole(root, pack)
      onUntagged?.(pack)
    }
    const own = tagged ?? base
    let paths = known.get(own.commit)
    if (paths === undefined) {
      paths = changedPaths(root, own.commit, [packsFolder(root), CHANGESET_FOLDER])
      known.set(own.commit, paths)
    }
    const release = await releaseOf(root, pack, own, paths, changesets, toTree)
    if (release !== null) releases.push(release)
  }
  return releases
}

function baseOf(root: string, since: string | null): Base & { isOnBranch: boolean } {
  if (!isCheckout(root)) {
    throw new UsageError('This is not a git checkout.', 'Run this in a clone: packs are compared with what git knows.')
  }
  const named = since ?? baseBranchOf(root)
  const branches = named === null ? BASE_BRANCHES : [named]
  const revisions = since === null ? branches.flatMap((branch) => [`origin/${branch}`, branch]) : branches
  for (const revision of revisions) {
    const commit = commitOf(root, revision)
    const common = commit === null ? null : mergeBase(root, commit)
    if (common === null) continue
    return { commit: common, words: revision, isOnBranch: since === null && common === commitOf(root, 'HEAD') }
  }
  throw new UsageError(
    `No common ancestor with ${branches.map(visible).join(' or ')} was found.`,
    since === null
      ? `Name a revision with --since, or your branch as "baseBranch" in ${CHANGESET_FOLDER}/config.json; in CI fetch the whole history (fetch-depth: 0).`
      : 'Name a revision with --since; in CI fetch the whole history (fetch-depth: 0).'
  )
}

/** Nothing tagged in a part of the history may be a release that was not fetched. */
function assertWhole(root: string, { package: name }: PackLocation): void {
  if (!isShallow(root)) return
  throw new UsageError(
    `Only the newest part of the history is here, without a tag of ${visible(name)}, so nothing can be compared.`,
    'In CI fetch the whole history with its tags (fetch-depth: 0); in a clone: git fetch --unshallow --tags.'
  )
}

function taggedBase(root: string, { dir, package: name }: PackLocation): Base | null {
  const version = newestTag(name, root, manifestVersion(dir))
  if (version === null) return null
  const words = `${name}@${version}`
  const commit = commitOf(root, `refs/tags/${words}`)
  return commit === null ? null : { commit, words }
}

async function releaseOf(
  root: string,
  { dir, slug, package: name }: PackLocation,
  { commit, words }: Base,
  paths: readonly string[],
  changesets: readonly ReadChangeset[],
  toTree: ToTree | undefined
): Promise<PackRelease | null> {
  const path = relative(root, dir).replaceAll('\\', '/')
  const touched = paths.filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1))
  if (touched.length === 0) return null
  const files = filesAt(root, commit, path)
  // What is new has no users yet; its first version is whatever it says.
  if (files === null) return null
  const before = readPack(files, { folder: slug, toTree })
  const after = await readFolder(join(root, path), { toTree })
  const isSame = isSameRunbook(before, after)
  const counted = touched.filter(
    (file) => isPublished(file, before, after) && file !== 'drill/coverage.json' && !(file === 'README.md' && isSame)
  )
  if (counted.length === 0) return null
  const claims = changesets
    .filter(({ file }) => paths.includes(file))
    .flatMap(({ file, releases }) =>
      releases.filter((release) => release.name === name).map(({ bump }) => ({ file, bump }))
    )
  return {
    slug,
    name,
    path,
    since: words,
    files: counted,
    changes: diffGraphs(
      comparable({ name: `${path} in ${words}`, source: before }),
      comparable({ name: path, source: after })
    ),
    versions: { before: versionOf(before), after: versionOf(after) },
    claims
  }
}

function versionOf({ metadata }: PackSource): string | null {
  return metadata.fields.version ?? null
}

/** Whether a file is, or was, part of what is installed. */
function isPublished(file: string, before: PackSource, after: PackSource): boolean {
  if (after.packedFiles?.has(file) === true) return true
  // One that is gone was published when package.json named it, or when package managers ship it anyway.
  const manifest = before.manifest?.value
  const named: unknown = typeof manifest === 'object' && manifest !== null && 'files' in manifest ? manifest.files : []
  const names = Array.isArray(named) ? named.filter(isString) : []
  const isNamed = names.some((name) => file === name || file.startsWith(`${name.replace(/\/+$/, '')}/`))
  return !after.entries.has(file) && (isNamed || /^(package\.json|(readme|license)[^/]*)$/i.test(file))
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}
