/**
 * Where this command keeps between calls what it read of packs.
 */
import { cacheFolder, findWorkspace, type KeptPlace } from '@keys/pack'
import packageJson from '../package.json' with { type: 'json' }

declare const KEYS_BUILD: string | undefined

/** What makes the values: all sources of this command, by their digest; of a command that is not built its version has to do. */
export const BUILD = typeof KEYS_BUILD === 'string' ? KEYS_BUILD : packageJson.version

/**
 * Where values are kept.
 * @param name What kind of values they are.
 * @param folder Path of the folder in which the command runs.
 * @param environment Says where caches lie; nothing is kept when it does not.
 */
export function keptPlace(
  name: string,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>
): KeptPlace {
  return { folder: cacheFolder(environment), name, of: findWorkspace(folder) ?? folder, version: BUILD }
}
