/**
 * What a workspace says of itself: the folder of its packs and their scope.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_SCOPE, packsFolderSchema, scopeSchema } from '@keys/schema'
import { isObject } from '../documents/json-document.js'
import { readRegularFile } from '../files/folder.js'

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
  return packsFolderSchema.safeParse(setting(root, 'packs')).data ?? DEFAULT_PACKS_FOLDER
}

/**
 * The scope that the settings of a workspace give to its packs.
 * @param root Path of the workspace.
 * @returns Such as `@acme`; null when they give none. Its packs may then have any.
 */
export function configuredScope(root: string): string | null {
  const beside = [root, join(root, packsFolder(root))]
  for (const folder of beside) {
    const scope = scopeSchema.safeParse(setting(folder, 'scope')).data
    if (scope !== undefined) return scope
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
  return existsSync(join(root, CONFIG_FILE)) && packsFolderSchema.safeParse(setting(root, 'packs')).success
}

/** A setting as it is written; `readConfig` says what is wrong with it. */
function setting(folder: string, name: 'packs' | 'scope'): unknown {
  if (!existsSync(join(folder, CONFIG_FILE))) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(readRegularFile(folder, CONFIG_FILE)).toString('utf8'))
    return isObject(value) ? value[name] : undefined
  } catch {
    return undefined
  }
}
