/**
 * Where packs lie: in a workspace (`runbook-keys/<slug>/`) and among installed packages (`node_modules/@keys/runbook-*`).
 */
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { packageNameOf } from '@keys/schema'
import { statusAt } from '../files/status.js'
import { ownersOf } from '../write/owners.js'
import { foldersAbove, isTrusted } from './places.js'

/** The folder of a workspace in which packs lie. */
export const WORKSPACE_FOLDER = 'runbook-keys'
/** The folder beside the packs of a workspace in which its catalogs lie. */
export const CATALOGS_FOLDER = 'catalogs'

/** A pack that was found. */
export interface PackLocation {
  /** Absolute path of its folder. */
  dir: string
  /** What its slug should be: the name of its folder, or of its package. */
  slug: string
  origin: 'workspace' | 'installed'
}

/**
 * The workspace in which a folder lies.
 * @param from Path of a folder.
 * @returns Absolute path of the nearest folder upwards that holds a `runbook-keys/`, which belongs to the caller, to root or to
 *   the owner of `from`; null when there is none.
 */
export function findWorkspace(from: string): string | null {
  const users = ownersOf(from)
  const isOurs = (path: string): boolean => isFolder(path) && isTrusted(path, users)
  return foldersAbove(from).find((dir) => isOurs(join(dir, WORKSPACE_FOLDER))) ?? null
}

/**
 * The packs of a workspace, sorted by slug.
 * @param root Path of the workspace.
 */
export function workspacePacks(root: string): PackLocation[] {
  const folder = join(resolve(root), WORKSPACE_FOLDER)
  return packsIn(folder).filter(({ slug }) => slug !== CATALOGS_FOLDER)
}

/**
 * The packs in the folders of a folder, sorted by slug.
 * @param folder Path of the folder.
 */
export function packsIn(folder: string): PackLocation[] {
  return foldersIn(folder)
    .map((name) => ({ dir: join(resolve(folder), name), slug: name, origin: 'workspace' as const }))
    .filter(({ dir }) => isPack(dir))
}

/**
 * The packs that are installed where a folder can import them, the nearest of each name, sorted by slug. What belongs neither to
 * the caller, nor to root, nor to the owner of that folder is passed over.
 * @param from Path of a folder.
 */
export function installedPacks(from: string): PackLocation[] {
  const prefix = packageNameOf('')
  const [scope = '', start = ''] = prefix.split('/')
  const found = new Map<string, PackLocation>()
  const users = ownersOf(from)
  for (const ancestor of foldersAbove(from)) {
    const folder = join(ancestor, 'node_modules', scope)
    for (const name of foldersIn(folder)) {
      if (!name.startsWith(start) || !isPack(join(folder, name)) || !isTrusted(join(folder, name), users)) continue
      const slug = name.slice(start.length)
      if (!found.has(slug)) found.set(slug, { dir: join(folder, name), slug, origin: 'installed' })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

/**
 * Whether a folder is meant as a pack: it holds one of the documents of a pack, so that one which lacks others is found
 * and reported, not passed over.
 * @param dir Path of the folder.
 */
export function isPack(dir: string): boolean {
  return ['pack.json', 'checklist.md'].some((file) => existsSync(join(dir, file))) || isFilledReadme(dir)
}

/**
 * A README.md alone counts in a folder of packs. The folder of packs has one, too, and a clone of the repository may bear the
 * same name: what holds packs is no pack.
 */
function isFilledReadme(dir: string): boolean {
  return (
    existsSync(join(dir, 'README.md')) &&
    basename(dirname(resolve(dir))) === WORKSPACE_FOLDER &&
    !isFolder(join(dir, WORKSPACE_FOLDER)) &&
    !foldersIn(dir).some((name) => existsSync(join(dir, name, 'pack.json')))
  )
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && name !== 'node_modules' && isFolder(join(folder, name)))
      .toSorted()
  } catch {
    return []
  }
}

function isFolder(path: string): boolean {
  return statusAt(path)?.isDirectory() ?? false
}
