import { readRegularText } from '../files/folder.js'
import { packSchema } from '@keys/schema'
import { listedPack, type ListedMetadata, type ListedPack } from './listed-pack.js'
import { knownPacks } from './named-packs.js'

/**
 * The packs that can be named here, sorted by slug; one whose pack.json is wrong says so in place of its title.
 * @param folder Path of the folder in which the command runs.
 * @param environment Its environment, which may name folders of packs.
 */
export function listedPacks(folder: string, environment: Parameters<typeof knownPacks>[1]): ListedPack[] {
  return knownPacks(folder, environment)
    .map((location) => listedPack(location, listedMetadata(location.dir)))
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

/**
 * What a list says of what pack.json says.
 * @param dir Path of the folder of the pack.
 */
export function listedMetadata(dir: string): ListedMetadata {
  let value: unknown
  try {
    value = JSON.parse(readRegularText(dir, 'pack.json'))
  } catch {
    value = undefined
  }
  const result = packSchema.safeParse(value)
  if (!result.success) return { title: '(pack.json is wrong: keys validate)', version: '-', severity: null }
  return { title: result.data.title, version: result.data.version, severity: result.data.severity_level ?? null }
}
