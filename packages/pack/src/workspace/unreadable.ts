/**
 * Where packs would lie and nobody can look: a folder that cannot be read is not an empty one.
 */
import { readdirSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { visible } from '../text/visible.js'
import { ownersOf } from '../write/owners.js'
import { findWorkspace } from './discover.js'
import { foldersAbove, isTrusted } from './places.js'
import { packsFolder } from './workspace-settings.js'

/** Folders of packs of whoever works here, as PATH names folders of programs. */
export const PACKS_VARIABLE = 'KEYS_PACKS'

/** What is not there is no fault; all else keeps packs from being seen. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR'])

/**
 * The folders in which packs are looked for and that cannot be read.
 * @param folder Path of the folder in which the command runs.
 * @param environment Its environment.
 * @returns Each with its reason, such as `/srv/app/runbook-keys (EACCES)`.
 */
export function unreadableFolders(folder: string, environment: Readonly<Record<string, string | undefined>>): string[] {
  const root = findWorkspace(folder)
  const users = ownersOf(folder)
  const found: string[] = []
  const names = (path: string): string[] => {
    try {
      return readdirSync(path)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
      if (!ABSENT.has(code) && isTrusted(path, users)) found.push(`${visible(path)} (${code})`)
      return []
    }
  }
  if (root !== null) names(join(root, packsFolder(root)))
  for (const path of (environment[PACKS_VARIABLE] ?? '').split(delimiter)) if (isAbsolute(path)) names(path)
  for (const modules of foldersAbove(folder).map((dir) => join(dir, 'node_modules'))) {
    for (const scope of names(modules).filter((name) => name.startsWith('@'))) names(join(modules, scope))
  }
  return found
}

/** Whether a folder is there and can be listed. */
export function isListable(path: string): boolean {
  try {
    readdirSync(path)
    return true
  } catch {
    return false
  }
}
