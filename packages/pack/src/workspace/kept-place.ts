/**
 * Where commands keep between calls what they read of the packs of a workspace.
 */
import { cacheFolder } from '../kept/cache-folder.js'
import type { KeptPlace } from '../kept/own-file.js'
import { findWorkspace } from './discover.js'

/**
 * Where values are kept.
 * @param name What kind of values they are.
 * @param folder Path of a folder in the workspace.
 * @param environment Says where caches lie; nothing is kept when it does not.
 * @param release The release that asks: what another one kept is made again.
 */
export function keptPlace(
  name: string,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  release: string
): KeptPlace {
  return { folder: cacheFolder(environment), name, of: findWorkspace(folder) ?? folder, version: release }
}
