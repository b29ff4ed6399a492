/**
 * What a workspace says of itself: the folder of its packs and their scope.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
// Without zod: every command starts with this.
import { DEFAULT_SCOPE, MAX_PACKS_FOLDER, MAX_SCOPE, PACKS_FOLDER, SCOPE } from '@keys/schema/package-names'
import { isObject } from '../documents/is-object.js'
import { readRegularText } from '../files/folder.js'
import type { Place } from '../place.js'
import { trustedUsers } from '../write/owners.js'
import { isTrusted, projectFolders } from './places.js'

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
    if (isScope(scope)) return scope
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

/**
 * That the settings of a workspace cannot be read or name what cannot be, so that its scope and its folder of packs are not known.
 * @param folder Path of a folder of the workspace.
 * @param environment The environment of the command.
 * @returns What to say of it; null when they can be read, or there are none.
 */
export function settingsFault(folder: string, environment: Place['environment']): string | null {
  const users = trustedUsers(environment)
  const folders = projectFolders(folder, users)
  const root = [...folders, ...folders.map((dir) => join(dir, DEFAULT_PACKS_FOLDER))].find((dir) =>
    isTrusted(join(dir, CONFIG_FILE), users)
  )
  const file = root === undefined ? undefined : join(root, CONFIG_FILE)
  if (root === undefined || file === undefined) return null
  const value = settingsIn(root)
  if (value === null) return `${file} is not used: it is not a JSON object that can be read.`
  const [packs, scope] = [value['packs'], value['scope']]
  const wrong = [
    ...(packs !== undefined && packsFolderIn(root) === null ? ['`packs`'] : []),
    ...(scope !== undefined && !isScope(scope) ? ['`scope`'] : [])
  ]
  return wrong.length === 0 ? null : `${wrong.join(' and ')} of ${file} cannot be used.`
}

/** The folder that settings name; null when they name none, or one that cannot be. */
function packsFolderIn(root: string): string | null {
  const folder = setting(root, 'packs')
  return typeof folder === 'string' && folder.length <= MAX_PACKS_FOLDER && PACKS_FOLDER.test(folder) ? folder : null
}

/** A setting as it is written; `readConfig` says what is wrong with it. */
function setting(folder: string, name: 'packs' | 'scope' | 'ownRules'): unknown {
  return existsSync(join(folder, CONFIG_FILE)) ? settingsIn(folder)?.[name] : undefined
}

/** All settings as they are written; null when they are none. */
function settingsIn(folder: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(readRegularText(folder, CONFIG_FILE))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function isScope(scope: unknown): scope is string {
  return typeof scope === 'string' && scope.length <= MAX_SCOPE && SCOPE.test(scope)
}
