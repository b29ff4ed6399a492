/**
 * From what somebody typed to packs: a path, a slug, or nothing at all.
 */
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import {
  findWorkspace,
  installedPacks,
  isPack,
  packAt,
  packsIn,
  workspacePacks,
  type PackLocation
} from '../workspace/discover.js'
import { foldersAbove } from './places.js'
import { CONFIG_FILE, DEFAULT_PACKS_FOLDER, packsFolder } from './workspace-settings.js'
import type { PackReads } from '../files/reads.js'
import { statusAt } from '../files/status.js'
import type { AssetKind } from '../asset-kinds.js'
import { nearest } from '../nearest.js'
import { slugOfPackageName } from '@keys/schema'
import { plainRunbookAt } from '../plain/plain-runbooks.js'
import { UsageError } from '../usage-error.js'
import { isListable, PACKS_VARIABLE, unreadableFolders } from './unreadable.js'

/**
 * The workspace in which a command runs.
 * @param folder Path of the folder in which it runs.
 * @throws {UsageError} When there is none.
 */
export function workspaceOf(folder: string): string {
  const root = findWorkspace(folder)
  if (root === null) {
    throw new UsageError(
      `There is no ${DEFAULT_PACKS_FOLDER}/ folder here or in any folder above, nor a ${CONFIG_FILE} that names one.`,
      'Go to a workspace of packs, or name the folder of a pack.'
    )
  }
  return root
}

/**
 * The packs that some paths mean. A path is a pack, a file in one, a folder of packs, or a workspace; where there is
 * nothing at it, a slug or the name of a package.
 * @param paths As typed, relative to `folder`; none means the workspace.
 * @param folder Path of the folder in which the command runs.
 * @param reads What was read of packs.
 * @throws {UsageError} For a path that does not exist or holds no pack.
 */
export function packsAt(paths: readonly string[], folder: string, reads?: PackReads): PackLocation[] {
  const found = new Map<string, PackLocation>()
  const typed = paths.length === 0 ? [workspaceOf(folder)] : paths
  for (const path of typed) {
    const named = existsSync(resolve(folder, path)) ? undefined : knownPack(path, folder)
    for (const location of named ? [named] : packsAtPath(path, folder, reads)) found.set(location.dir, location)
  }
  return [...found.values()]
}

function packsAtPath(path: string, folder: string, reads?: PackReads): PackLocation[] {
  const dir = folderAt(path, folder)
  const isFile = dir !== resolve(folder, path)
  const holdsWorkspace = existsSync(join(dir, packsFolder(dir)))
  if (!holdsWorkspace && isPack(dir)) return [packAt(dir, reads)]
  // A file that lies beside packs means none of them.
  const packs = isFile ? [] : holdsWorkspace ? workspacePacks(dir, reads) : packsIn(dir, undefined, reads)
  if (packs.length > 0) return packs
  // What lies deeper in a pack, such as its drill, means the pack.
  const around = foldersAbove(dir).find((above) => existsSync(join(above, 'pack.json')))
  if (around !== undefined) return [packAt(around, reads)]
  if (isFile) throw new UsageError(`${path} lies in no pack.`, 'Name a pack, a file in one, or a folder of packs.')
  throw new UsageError(
    `There is no pack in ${path === '.' ? 'this folder' : path}.`,
    'A pack is a folder that holds a pack.json and a README.md. A Markdown file is taken by its name: keys run FILE.md'
  )
}

/**
 * Takes the tarballs out of some paths: files as `npm pack` names them. They hold one pack each.
 * @param paths As typed, relative to `folder`.
 * @param folder Path of the folder in which the command runs.
 * @returns Absolute paths of the tarballs, and the other paths as they were typed.
 * @throws {UsageError} For a device or a pipe that is named as a tarball.
 */
export function splitTarballs(
  paths: readonly string[],
  folder: string
): { tarballs: readonly string[]; others: readonly string[] } {
  const isTarball = (path: string): boolean => {
    const stat = statusAt(resolve(folder, path))
    if (!/\.(tgz|tar\.gz)$/i.test(path) || stat === undefined || stat.isDirectory()) return false
    if (stat.isFile()) return true
    throw new UsageError(`${path} is not a regular file.`, 'Name a tarball, or the folder of a pack.')
  }
  const tarballs = new Set(paths.filter(isTarball).map((path) => resolve(folder, path)))
  return { tarballs: [...tarballs], others: paths.filter((path) => !isTarball(path)) }
}

/**
 * The folders of keys that some paths mean: each is one that holds the metadata file, or a folder of such folders.
 * @param kind Whose metadata file to look for.
 * @param paths As typed, relative to `folder`.
 * @param folder Path of the folder in which the command runs.
 * @throws {UsageError} For no path, and for one that does not exist or holds no such file.
 */
export function keysAt({ metadata }: AssetKind, paths: readonly string[], folder: string): string[] {
  if (paths.length === 0) {
    throw new UsageError('No path was given.', `Name a folder that holds a ${metadata}, or folders that do.`)
  }
  return paths.flatMap((path) => {
    const dir = folderAt(path, folder)
    const holds = (candidate: string): boolean => existsSync(join(candidate, metadata))
    const found = holds(dir)
      ? [dir]
      : readdirSync(dir)
          .map((name) => join(dir, name))
          .filter(holds)
    if (found.length === 0)
      throw new UsageError(`No ${metadata} was found in ${path}.`, 'Name the folder that holds it.')
    return found.toSorted()
  })
}

/** The folder that a path means: itself, or the one in which a file lies. */
function folderAt(path: string, folder: string): string {
  const target = resolve(folder, path)
  const stat = statusAt(target)
  if (!stat) throw new UsageError(`There is nothing at ${path}.`, 'Name a folder that is there.')
  return stat.isDirectory() ? target : dirname(target)
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * All packs that can be named here, of each package the first: those of the workspace, those installed here, those in the
 * folders that $KEYS_PACKS names, and those installed beside `keys` itself, as `npm install --global` leaves them.
 * @param folder Path of the folder in which the command runs.
 * @param environment Its environment.
 */
export function knownPacks(folder: string, environment: Environment = process.env): PackLocation[] {
  const root = findWorkspace(folder)
  const all = [
    ...(root === null ? [] : workspacePacks(root)),
    ...installedPacks(folder),
    ...packsOfFolders(environment[PACKS_VARIABLE] ?? ''),
    ...installedPacks(import.meta.dirname)
  ]
  // Packs of one package have one slug; the names of others need not be compared.
  const bySlug = new Map<string, PackLocation[]>()
  return all.filter((pack) => {
    const before = bySlug.get(pack.slug)
    if (before === undefined) bySlug.set(pack.slug, [pack])
    else if (before.some((other) => other.package === pack.package)) return false
    else before.push(pack)
    return true
  })
}

/** The packs in some folders: each a pack, a folder of packs, a workspace, or one with installed packs. */
function packsOfFolders(paths: string): PackLocation[] {
  return paths
    .split(delimiter)
    .filter((path) => isAbsolute(path) && isListable(path))
    .flatMap((path) =>
      isPack(path) ? [packAt(path)] : [...workspacePacks(path), ...packsIn(path), ...installedPacks(path)]
    )
}

/**
 * The pack of a slug or of the name of a package; else the only one whose slug begins so; undefined when there is none. Of
 * two packs with one slug, that of the workspace is meant; of two that are installed, neither.
 */
export function knownPack(name: string, folder: string, environment?: Environment): PackLocation | undefined {
  const packs = knownPacks(folder, environment)
  const isPackage = slugOfPackageName(name) !== null
  const exact = isPackage ? packs.filter((pack) => pack.package === name) : namesakes(name, packs)
  if (exact.length > 0 || (!isPackage && !PREFIX.test(name))) return exact.length === 1 ? exact[0] : undefined
  const [only, ...others] = packs.filter((pack) => (isPackage ? pack.package : pack.slug).startsWith(name))
  return others.length === 0 ? only : undefined
}

/** The packs that a slug means: those of the workspace go before those that are installed. */
function namesakes(slug: string, packs: readonly PackLocation[]): PackLocation[] {
  const all = packs.filter((pack) => pack.slug === slug)
  const [own] = all.filter(({ origin }) => origin === 'workspace')
  return own === undefined ? all : [own]
}

/** What can only be a path: that of a folder, or of a Markdown file. */
const PATH = /[/\\]|^\.|\.(?:md|markdown)$/i

/** The beginning of a slug. */
const PREFIX = /^[a-z0-9][a-z0-9-]*$/

/**
 * The pack that somebody named.
 * @param name A slug, a package name, or the path of a folder.
 * @param folder Path of the folder in which the command runs.
 * @param environment Its environment, which may name folders of packs.
 * @throws {UsageError} When there is no such pack, with the nearest name; and for a path at which there are several.
 */
export function packNamed(name: string, folder: string, environment?: Environment): PackLocation {
  const known = knownPack(name, folder, environment)
  if (known) return known
  const isPackage = slugOfPackageName(name) !== null
  const plain = !isPackage && PATH.test(name) ? plainRunbookAt(name, folder) : null
  if (plain) return plain
  if (!isPackage && (name.includes('/') || name.startsWith('.'))) return onlyPackAt(name, folder)
  const slug = slugOfPackageName(name) ?? name
  const packs = knownPacks(folder, environment)
  const slugs = packs.map((pack) => pack.slug)
  const names = packs.filter((pack) => pack.slug === slug).map((pack) => pack.package)
  if (names.length > 1) {
    throw new UsageError(`${names.length} packs are called ${name}: ${names.join(', ')}.`, 'Type the whole name.')
  }
  if (names.length === 1) throw new UsageError(`There is no pack ${name}.`, `Did you mean ${names[0]}?`)
  const begun = isPackage
    ? packs.map((pack) => pack.package).filter((one) => one.startsWith(name))
    : slugs.filter((one) => PREFIX.test(name) && one.startsWith(name))
  if (begun.length > 1) {
    throw new UsageError(`${begun.length} packs begin with ${name}: ${begun.join(', ')}.`, 'Type more of the name.')
  }
  const beside = isPackage ? null : plainRunbookAt(name, folder)
  if (beside) return beside
  if (/\.(?:md|markdown|txt)$/i.test(name)) {
    throw new UsageError(
      `There is no Markdown file ${name} here.`,
      'Name one, or search those of a folder: keys find WORDS'
    )
  }
  refuseUnread(name, folder, environment)
  const suggestion = nearest(slug, slugs)
  throw new UsageError(
    `There is no pack ${name}.`,
    suggestion !== null
      ? `Did you mean ${suggestion}?`
      : slugs.length === 0
        ? howToGetPacks(folder, environment)
        : 'See which there are: keys list'
  )
}

/**
 * Refuses to say that there is no such pack where one may lie in what cannot be read.
 * @param name What was typed.
 * @param folder Path of the folder in which the command runs.
 * @param environment Its environment.
 * @throws {UsageError} When a folder in which packs are looked for cannot be read.
 */
export function refuseUnread(name: string, folder: string, environment: Environment = process.env): void {
  const unread = unreadableFolders(folder, environment)
  if (unread.length > 0)
    throw new UsageError(`${name} was not found, and not all could be looked at: ${unread.join(', ')}.`, READABLE)
}

const READABLE = 'Make it readable, or name the folder of the pack.'

/**
 * What somebody does who has no packs: install one, or let them be found.
 * @param folder Path of the folder in which the command runs.
 * @param environment Its environment.
 */
export function howToGetPacks(folder: string, environment: Environment = process.env): string {
  const unread = unreadableFolders(folder, environment)
  if (unread.length > 0) return `What cannot be read: ${unread.join(', ')}. ${READABLE}`
  // https://yarnpkg.com/features/pnp: packages stay in archives, and only programs that Yarn starts see into them.
  const isPlugAndPlay = foldersAbove(folder).some((above) => existsSync(join(above, '.pnp.cjs')))
  return isPlugAndPlay
    ? "Yarn Plug'n'Play is not supported, because it makes no node_modules. Write nodeLinker: node-modules into .yarnrc.yml, then run yarn install."
    : 'Install one: npm install @keys/runbook-stripe-webhook-failure'
}

function onlyPackAt(path: string, folder: string): PackLocation {
  const [first, ...others] = packsAtPath(path, folder)
  if (first !== undefined && others.length === 0) return first
  const slugs = [first, ...others].map((pack) => pack?.slug)
  throw new UsageError(`There are ${slugs.length} packs in ${path}: ${slugs.join(', ')}.`, 'Name one of them.')
}
