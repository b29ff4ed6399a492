/**
 * Which folders above one are believed: those of its project, and in them what nobody else could have put there.
 */
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { linkStatusAt, statusAt } from '../files/status.js'
import { isOwnedBy, type TrustedUsers } from '../write/owners.js'

/** What makes a folder the root of a project; of these, the first that is found in any folder above decides. */
export const PROJECT_MARKERS = ['.git', 'runbook-keys', 'keys.config.json', 'package.json'] as const

/**
 * A folder and those above it, up to the root of its project: a repository, a workspace of packs, a package. Without a
 * project: up to the home folder when it lies in that, else as far as nobody else may write. What lies higher is not its own.
 * @param folder Path of the folder.
 * @param users Whose markers count.
 * @param home The home folder.
 */
export function projectFolders(folder: string, users: TrustedUsers, home: string = homedir()): string[] {
  const all = foldersAbove(folder)
  const inHome = all.indexOf(resolve(home))
  const candidates = inHome === -1 ? all : all.slice(0, inHome + 1)
  for (const marker of PROJECT_MARKERS) {
    const root = candidates.findIndex((dir) => isTrusted(join(dir, marker), users))
    if (root !== -1) return candidates.slice(0, root + 1)
  }
  if (inHome !== -1) return candidates
  const shared = candidates.findIndex((dir, index) => index > 0 && isShared(dir, users))
  return shared === -1 ? candidates : candidates.slice(0, shared)
}

/** Whether somebody else may put something into a folder. */
function isShared(dir: string, users: TrustedUsers): boolean {
  const stat = statusAt(dir)
  return stat === undefined || !isOwnedBy(stat, users) || (stat.mode & 0o002) !== 0
}

/**
 * Whether something lies at a path, put there by one of some users: it, and what it leads to when it is a link.
 * @param path The path.
 * @param users The users.
 */
export function isTrusted(path: string, users: TrustedUsers): boolean {
  const [link, target] = [linkStatusAt(path), statusAt(path)]
  return link !== undefined && target !== undefined && isOwnedBy(link, users) && isOwnedBy(target, users)
}

/** A folder and all above it, the nearest first. */
export function foldersAbove(folder: string): string[] {
  const folders = [resolve(folder)]
  for (let dir = dirname(folders[0]!); dir !== folders.at(-1); dir = dirname(dir)) folders.push(dir)
  return folders
}
