/**
 * From what somebody typed to one version of a pack: a folder, a tarball, a revision, a release.
 */
import { join, relative } from 'node:path'
import { commitOf, filesAt, tagsWith } from '../git.js'
import { findWorkspace, workspacePacks } from '../workspace/discover.js'
import { packsFolder, scopeOf } from '../workspace/workspace-settings.js'
import { readPack, type PackSource } from '../read-pack.js'
import { parseRunbook, type RunbookVersion } from '@keys/parser'
import { findCoverageLine, packageNameOf, slugOfPackageName, slugSchema, withoutCoverageLine } from '@keys/schema'
import { readFolder } from '../open/read-folder.js'
import { readTarball } from '../open/read-tarball.js'
import { visible } from '../text/visible.js'
import { prerelease, rcompare, valid } from 'semver'
import type { Place } from '../place.js'
import { UsageError } from '../usage-error.js'
import { knownPacks, packNamed, splitTarballs } from '../workspace/named-packs.js'
import { publishedPack } from '../registry/published-pack.js'

/** A version of a pack, as it was read. */
export interface PackVersion {
  /** Where it was read. */
  name: string
  slug: string
  source: PackSource
}

/**
 * Reads one version of a pack.
 * @param typed A folder, a tarball, a slug, `<revision>:<path or slug>`, or `<slug>@<version>`.
 * @param place Where it is looked for.
 * @throws {UsageError} When there is no such version.
 */
export async function packVersion(typed: string, place: Place): Promise<PackVersion> {
  const { folder, toTree } = place
  const [tarball] = splitTarballs([typed], folder).tarballs
  if (tarball !== undefined) return named(typed, await readTarball(tarball, { toTree }))
  // What begins like a path is one, so that every path can be typed: `./with:colon`.
  const revision = /^(?:[./\\~]|[A-Za-z]:[\\/])/.test(typed) ? null : /^([^:]+):(.*)$/.exec(typed)
  if (revision) return versionAt(revision[1]!, revision[2]!, place)
  const release = /^(.+)@([^@/]+)$/.exec(typed)
  const slug = release ? (slugOfPackageName(release[1]!) ?? release[1]!) : ''
  if (release && slugSchema.safeParse(slug).success) {
    return releasedVersion(packageCalled(release[1]!, place.folder), release[2]!, place)
  }
  const location = packNamed(typed, folder)
  return named(relative(folder, location.dir) || '.', await readFolder(location.dir, { toTree }))
}

/**
 * The last release of a pack: its newest tag in the repository, or else what the registry calls its latest.
 * @param slug The slug of the pack, or the name of its package.
 * @param place Where it is looked for.
 * @param next The version that is compared with it; null when it is not known.
 * @throws {UsageError} When there is no release, or none can be had.
 */
export async function lastRelease(slug: string, place: Place, next: string | null = null): Promise<PackVersion> {
  const name = packageCalled(slug, place.folder)
  const newest = newestTag(name, place.folder, next)
  return releasedVersion(name, newest ?? 'latest', place)
}

/**
 * The package that somebody means by a name: that of the pack here which is called so, else one in the scope of the workspace.
 * @param name A slug, or the name of a package.
 * @param folder Path of the folder in which the command runs.
 */
export function packageCalled(name: string, folder: string, environment?: Place['environment']): string {
  if (slugOfPackageName(name) !== null) return name
  const known = knownPacks(folder, environment).find(({ slug }) => slug === name)
  return known?.package ?? packageNameOf(name, scopeOf(findWorkspace(folder)))
}

/**
 * The newest version of a pack that a tag names; null without one. What is new in a stable version is new since the last stable
 * one, whatever was tried out between them.
 * @param packageName The name of its package.
 * @param folder Path of a folder of the repository.
 * @param next The version that is compared with it: prereleases count for another prerelease alone, and where it is not known.
 */
export function newestTag(packageName: string, folder: string, next: string | null = null): string | null {
  const prefix = `${packageName}@`
  const versions = tagsWith(folder, prefix).map((tag) => tag.slice(prefix.length))
  const isStable = next !== null && valid(next) !== null && prerelease(next) === null
  const counted = versions.filter((version) => valid(version) !== null && !(isStable && prerelease(version) !== null))
  return counted.toSorted(rcompare)[0] ?? null
}

/** A tag of the repository needs no network, so it goes before the registry. */
async function releasedVersion(packageName: string, version: string, place: Place): Promise<PackVersion> {
  const root = findWorkspace(place.folder)
  const tag = `${packageName}@${version}`
  const commit = root === null || version === 'latest' ? null : commitOf(root, `refs/tags/${tag}`)
  if (root !== null && commit !== null) {
    const slug = slugOfPackageName(packageName) ?? packageName
    const own = workspacePacks(root).find((pack) => pack.package === packageName)
    const dir = own?.dir ?? join(root, packsFolder(root), slug)
    const files = filesAt(root, commit, relative(root, dir).replaceAll('\\', '/'))
    if (files !== null) return named(tag, readPack(files, { folder: slug, toTree: place.toTree }))
  }
  const { name, source } = await publishedPack(packageName, version, place)
  return named(name, source)
}

function versionAt(revision: string, path: string, { folder, toTree }: Place): PackVersion {
  const commit = commitOf(folder, revision)
  if (commit === null) {
    throw new UsageError(
      `There is no revision ${visible(revision)} here.`,
      'Name a commit, a branch or a tag of the repository in which the command runs.'
    )
  }
  const root = findWorkspace(folder)
  const places = [{ at: folder, path }]
  const slug = slugOfPackageName(path) ?? path
  if (root !== null && slugSchema.safeParse(slug).success)
    places.push({ at: root, path: `${packsFolder(root)}/${slug}` })
  for (const place of places) {
    const files = filesAt(place.at, commit, place.path)
    if (files === null) continue
    const last = place.path.replace(/\/+$/, '').split('/').at(-1) ?? ''
    return named(`${revision}:${path}`, readPack(files, { folder: last, toTree }))
  }
  throw new UsageError(
    `There is nothing at ${visible(path)} in ${visible(revision)}.`,
    'Name the folder of a pack, relative to where you are, or its slug.'
  )
}

function named(name: string, source: PackSource): PackVersion {
  return { name, slug: source.metadata.fields.slug ?? source.folder, source }
}

/**
 * What is compared of a version.
 * @throws {UsageError} When its README.md cannot be read.
 */
export function comparable({ name, source }: Pick<PackVersion, 'name' | 'source'>): RunbookVersion {
  const { readme, checklist, metadata } = source
  if (readme === null || readme.model.problems.length > 0) {
    throw new UsageError(
      `${visible(name)} cannot be compared: its README.md cannot be read.`,
      'Name a pack with a README.md of at most 256 kB.'
    )
  }
  const text = withBlankCoverageLine(readme.text)
  const runbook = text === readme.text ? readme.model : parseRunbook(text)
  return { runbook, pack: metadata.fields, text, checklist: checklist?.content ?? null }
}

/** A README whose coverage line is blank, so that all other words keep their places. */
function withBlankCoverageLine(text: string): string {
  const line = findCoverageLine(text)
  return line === null ? text : `${text.slice(0, line.start)}${' '.repeat(line.text.length)}${text.slice(line.end)}`
}

/** Whether the runbooks of two versions differ in no more than the line that a drill writes. */
export function isSameRunbook(before: PackSource, after: PackSource): boolean {
  const text = ({ readme }: PackSource): string | null => readme && withoutCoverageLine(readme.text)
  const [was, is] = [text(before), text(after)]
  if (was === is) return true
  // The line comes with a blank one.
  const isRehearsed = [before, after].some(({ readme }) => readme && findCoverageLine(readme.text) !== null)
  const folded = (words: string | null): string | undefined => words?.replaceAll(/(\r?\n){2,}/g, '\n\n')
  return isRehearsed && folded(was) === folded(is)
}
