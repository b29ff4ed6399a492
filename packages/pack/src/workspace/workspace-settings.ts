/**
 * What a workspace says of itself: the folder of its packs and their scope.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
// Without zod: every command starts with this.
import { DEFAULT_SCOPE, MAX_PACKS_FOLDER, MAX_SCOPE, PACKS_FOLDER, SCOPE } from '@keys/schema/package-names'
import { isObject } from '../documents/is-object.js'
import { readRegularText } from '../files/folder.js'

/** The name of the file that holds the settings of a workspace. */
export const CONFIG_FILE = 'keys.config.json'
/** The folder of a workspace in which packs lie when its settings name no other. */
export const DEFAULT_PACKS_FOLDER = 'runbook-keys'

/**
 * The folder of a workspace in which its packs lie.
 * @param root Path of the workspace.
 * @returns Path of the folder, relative to the workspace, with `/`.
 */
export function packsFolder(root: string): string {
  return packsFolderIn(root) ?? DEFAULT_PACKS_FOLDER
}

/**
 * The scope that the settings of a workspace give to its packs.
 * @param root Path of the workspace.
 * @returns Such as `@acme`; null when they give none. Its packs may then have any.
 */
export function configuredScope(root: string): string | null {
  const beside = [root, join(root, packsFolder(root))]
  for (const folder of beside) {
    const scope = setting(folder, 'scope')
    if (typeof scope === 'string' && scope.length <= MAX_SCOPE && SCOPE.test(scope)) return scope
  }
  return null
}

/**
 * The scope of a new pack of a workspace.
 * @param root Path of the workspace; null outside of one.
 */
export function scopeOf(root: string | null): string {
  return (root === null ? null : configuredScope(root)) ?? DEFAULT_SCOPE
}

/** Whether a folder has settings that name a folder of packs: that makes it a workspace, whatever its folders are called. */
export function namesPacksFolder(root: string): boolean {
  return packsFolderIn(root) !== null
}

/** Whether the settings of a workspace name rules of the team. */
export function namesOwnRules(root: string): boolean {
  return [root, join(root, packsFolder(root))].some((folder) => setting(folder, 'ownRules') !== undefined)
}

/** The folder that settings name; null when they name none, or one that cannot be. */
function packsFolderIn(root: string): string | null {
  const folder = setting(root, 'packs')
  return typeof folder === 'string' && folder.length <= MAX_PACKS_FOLDER && PACKS_FOLDER.test(folder) ? folder : null
}

/** A setting as it is written; `readConfig` says what is wrong with it. */
function setting(folder: string, name: 'packs' | 'scope' | 'ownRules'): unknown {
  if (!existsSync(join(folder, CONFIG_FILE))) return undefined
  try {
    const value: unknown = JSON.parse(readRegularText(folder, CONFIG_FILE))
    return isObject(value) ? value[name] : undefined
  } catch {
    return undefined
  }
}
