/**
 * Where packs lie: in a workspace (`runbook-keys/<slug>/`, or the folder that its settings name) and among installed
 * packages (`node_modules/@<scope>/runbook-*`).
 */
import { existsSync, readdirSync, type Dirent } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { packageNameOf, packageNameParts, slugOfPackageName } from '@keys/schema'
import { readRegularText } from '../files/folder.js'
import type { PackReads } from '../files/reads.js'
import { namesIn, pathIn, statusAt } from '../files/status.js'
import { ownersOf } from '../write/owners.js'
import { foldersAbove, isTrusted } from './places.js'
import { CONFIG_FILE, DEFAULT_PACKS_FOLDER, namesPacksFolder, packsFolder, scopeOf } from './workspace-settings.js'

/** The folder beside the packs of a workspace in which its catalogs lie. */
export const CATALOGS_FOLDER = 'catalogs'

/** A pack that was found. */
export interface PackLocation {
  /** Absolute path of its folder. */
  dir: string
  /** What its slug should be: the name of its folder, or of its package. */
  slug: string
  /** The name of its package: in the scope that its package.json says, where it says one. That of the file where there is no package. */
  package: string
  origin: 'workspace' | 'installed'
  /** The Markdown file that stands for a pack; absent for a real pack. */
  file?: string
}

/**
 * The workspace in which a folder lies.
 * @param from Path of a folder.
 * @returns Absolute path of the nearest folder upwards that holds a `runbook-keys/`, or a keys.config.json which names the
 *   folder of packs; it belongs to the caller, to root or to the owner of `from`; null when there is none.
 */
export function findWorkspace(from: string): string | null {
  const users = ownersOf(from)
  const isOurs = (path: string): boolean => isFolder(path) && isTrusted(path, users)
  const isWorkspace = (dir: string): boolean =>
    isOurs(join(dir, DEFAULT_PACKS_FOLDER)) ||
    (namesPacksFolder(dir) && isTrusted(join(dir, CONFIG_FILE), users) && isOurs(join(dir, packsFolder(dir))))
  return foldersAbove(from).find(isWorkspace) ?? null
}

/**
 * The packs of a workspace, sorted by slug.
 * @param root Path of the workspace.
 * @param reads What was read of packs.
 */
export function workspacePacks(root: string, reads?: PackReads): PackLocation[] {
  const folder = join(resolve(root), packsFolder(root))
  return packsIn(folder, scopeOf(root), reads).filter(({ slug }) => slug !== CATALOGS_FOLDER)
}

/**
 * The packs in the folders of a folder, sorted by slug.
 * @param folder Path of the folder.
 * @param scope The scope of a pack whose package.json says no name; that of their workspace when absent.
 * @param reads What was read of packs.
 */
export function packsIn(
  folder: string,
  scope: string = scopeOf(findWorkspace(folder)),
  reads?: PackReads
): PackLocation[] {
  const root = resolve(folder)
  return foldersIn(folder)
    .map((name) => join(root, name))
    .filter(isPack)
    .map((dir) => packIn(dir, scope, reads))
}

/** A pack that lies in a folder of packs. */
function packIn(dir: string, scope: string, reads?: PackReads): PackLocation {
  const slug = basename(dir)
  let name: string | undefined
  return {
    dir,
    slug,
    // Read when it is asked for: most that look for packs look for slugs.
    get package() {
      return (name ??= packageNameOf(slug, scopeAt(dir, reads) ?? scope))
    },
    origin: 'workspace'
  }
}

/**
 * The pack in a folder: one among installed packages bears the name of its package there, any other says it.
 * @param dir Absolute path of the folder.
 * @param reads What was read of packs.
 */
export function packAt(dir: string, reads?: PackReads): PackLocation {
  const name = `${basename(dirname(dir))}/${basename(dir)}`
  const slug = slugOfPackageName(name)
  if (slug !== null) return { dir, slug, package: name, origin: 'installed' }
  return packIn(dir, scopeOf(findWorkspace(dir)), reads)
}

/** The scope that the package.json of a pack gives it; null when its name is not that of a runbook's package. */
function scopeAt(dir: string, reads?: PackReads): string | null {
  try {
    const file = 'package.json'
    const { name }: { name?: unknown } = JSON.parse(reads?.text(dir, file) ?? readRegularText(dir, file))
    return typeof name === 'string' ? (packageNameParts(name)?.scope ?? null) : null
  } catch {
    return null
  }
}

/**
 * The packs that are installed where a folder can import them, the nearest of each name, sorted by slug. What belongs neither to
 * the caller, nor to root, nor to the owner of that folder is passed over.
 * @param from Path of a folder.
 */
export function installedPacks(from: string): PackLocation[] {
  const found = new Map<string, PackLocation>()
  const users = ownersOf(from)
  for (const ancestor of foldersAbove(from)) {
    const modules = join(ancestor, 'node_modules')
    for (const name of scopedNamesIn(modules)) {
      const slug = found.has(name) ? null : slugOfPackageName(name)
      const dir = join(modules, name)
      if (slug === null || !isFolder(dir) || !isPack(dir) || !isTrusted(dir, users)) continue
      found.set(name, { dir, slug, package: name, origin: 'installed' })
    }
  }
  return [...found.values()].toSorted((a, b) => order(a.slug, b.slug) || order(a.package, b.package))
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The names of all scoped packages that are installed in a folder. */
function scopedNamesIn(modules: string): string[] {
  return namesIn(modules)
    .filter((name) => name.startsWith('@'))
    .flatMap((scope) => namesIn(join(modules, scope)).map((name) => `${scope}/${name}`))
}

/**
 * Whether a folder is meant as a pack: it holds one of the documents of a pack, so that one which lacks others is found
 * and reported, not passed over.
 * @param dir Path of the folder.
 */
export function isPack(dir: string): boolean {
  return ['pack.json', 'checklist.md'].some((file) => existsSync(pathIn(dir, file))) || isFilledReadme(dir)
}

/**
 * A README.md alone counts in a folder of packs. The folder of packs has one, too, and a clone of the repository may bear the
 * same name: what holds packs is no pack.
 */
function isFilledReadme(dir: string): boolean {
  return (
    existsSync(join(dir, 'README.md')) &&
    isPacksFolder(dirname(resolve(dir))) &&
    !isFolder(join(dir, DEFAULT_PACKS_FOLDER)) &&
    !namesPacksFolder(dir) &&
    !foldersIn(dir).some((name) => existsSync(join(dir, name, 'pack.json')))
  )
}

/** Whether the packs of some workspace lie in a folder. */
function isPacksFolder(folder: string): boolean {
  if (basename(folder) === DEFAULT_PACKS_FOLDER) return true
  return foldersAbove(dirname(folder)).some(
    (root) => namesPacksFolder(root) && resolve(root, packsFolder(root)) === folder
  )
}

function foldersIn(folder: string): string[] {
  return entriesIn(folder)
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .filter((entry) => entry.isDirectory() || (!entry.isFile() && isFolder(join(folder, entry.name))))
    .map(({ name }) => name)
    .toSorted()
}

function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function isFolder(path: string): boolean {
  return statusAt(path)?.isDirectory() ?? false
}
