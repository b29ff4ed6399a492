/**
 * Whether a pack is believed because of where it lies.
 */
import { createHash } from 'node:crypto'
import { readdirSync, realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join, sep } from 'node:path'
import { DRILL_FILE } from '@keys/schema'
import { readRegularFile } from '../files/folder.js'
import { linkStatusAt } from '../files/status.js'
import type { Place } from '../place.js'
import { trustedUsers } from '../write/owners.js'
import { findWorkspace, type PackLocation } from './discover.js'
import { PACKS_VARIABLE } from './unreadable.js'
import { isTrusted, PROJECT_MARKERS, projectFolders } from './places.js'

/**
 * Why what a pack says is not run unasked.
 * @param location Where it lies.
 * @param terminal The folder in which the command runs, and its environment.
 * @returns What to say of it; null for a pack of the project in which the command runs.
 */
export function untrustedReasonOf({ dir, origin }: PackLocation, { folder, environment }: Place): string | null {
  const users = trustedUsers(environment)
  const foreign = ownPaths(dir).find((path) => linkStatusAt(path) !== undefined && !isTrusted(path, users))
  if (foreign !== undefined) return `${foreign} belongs to another user`
  if (origin === 'installed') return `it is an installed package, ${dir}`
  const roots = ownRoots(folder, environment)
  if (isBelow(roots, dir)) return null
  if (roots.length > 0) return `it lies outside of this project, in ${dir}`
  const marks = `${PROJECT_MARKERS.slice(0, -1).join(', ')} or ${PROJECT_MARKERS.at(-1)}`
  return `it lies in ${dir}, and this folder is part of no project (one has ${marks})`
}

/**
 * Why a program that a configuration names is not run.
 * @param path Path of the configuration, or of the program.
 * @param terminal The folder in which the command runs, and its environment.
 * @returns What to say of it; null for a file of the project in which the command runs, or of what is installed there.
 */
export function untrustedReasonOfFile(path: string, { folder, environment }: Place): string | null {
  const users = trustedUsers(environment)
  const foreign = [path, join(path, '..')].find((own) => !isTrusted(own, users))
  if (foreign !== undefined) return `${foreign} belongs to another user`
  return isBelow(ownRoots(folder, environment), join(path, '..')) ? null : `${path} lies outside of this project`
}

/** What decides of a pack what is run. */
function ownPaths(dir: string): string[] {
  return [dir, join(dir, '..'), ...['README.md', 'pack.json', DRILL_FILE].map((path) => join(dir, path))]
}

/** What somebody calls their own who works in a folder: the workspace, the project, and folders that a variable names. */
function ownRoots(folder: string, environment: Place['environment']): string[] {
  const users = trustedUsers(environment)
  const home = environment['HOME']
  const folders = projectFolders(folder, users, ...(home === undefined ? [] : [home]))
  const project = isMarked(folders.at(-1), users) ? folders.at(-1) : undefined
  // Whoever sets the variable names folders of packs as their own.
  const named = (environment[PACKS_VARIABLE] ?? '').split(delimiter).filter((root) => isAbsolute(root))
  return [findWorkspace(folder), project, ...named].filter(
    (root): root is string => root != null && isTrusted(root, users)
  )
}

function isBelow(roots: readonly string[], dir: string): boolean {
  const real = realpathSync(dir)
  return roots.some((root) => isInside(real, realpathSync(root)))
}

/** Without a project of its own, a folder such as the home folder holds anything. */
function isMarked(root: string | undefined, users: ReturnType<typeof trustedUsers>): boolean {
  return root !== undefined && PROJECT_MARKERS.some((name) => isTrusted(join(root, name), users))
}

function isInside(path: string, root: string): boolean {
  return (
    path === root || (path.startsWith(`${root}${sep}`) && !path.slice(root.length).includes(`${sep}node_modules${sep}`))
  )
}

/**
 * The hash of all that a drill runs: the programs of the pack, and its documents.
 * @param dir Path of the pack.
 * @throws When a file cannot be read.
 */
export function drillHash(dir: string): string {
  const hash = createHash('sha256')
  for (const path of filesOf(dir, '')) hash.update(`${path}\0`).update(readRegularFile(dir, path)).update('\0')
  return `drill-${hash.digest('hex')}`
}

/** All files of a pack but what others install into it, sorted. */
function filesOf(dir: string, prefix: string): string[] {
  return readdirSync(join(dir, prefix), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== '.git')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${prefix}${entry.name}`
      if (entry.isDirectory()) return filesOf(dir, `${path}/`)
      return entry.isFile() ? [path] : []
    })
}
