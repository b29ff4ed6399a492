/**
 * What an update of installed packs changed in their procedures.
 */
import { readFileSync } from 'node:fs'
import { installedPacks, isObject, packVersion, UsageError, visible, type Place } from '@keys/pack'
import type { ToTree } from '@keys/parser'
import type { GraphDiff } from '@keys/schema'
import { resolve } from 'node:path'
import { differenceOf } from './difference.js'

/**
 * Compares each installed pack with the version that a list names. Older versions are fetched from the registry.
 * @param list Path of a file that `keys list --format json` wrote before.
 * @param place The folder in which the command runs, its environment, and the Markdown engine.
 * @returns The differences, by name; packs of the same version have none.
 * @throws {UsageError} When the file is no such list, or a version cannot be had.
 */
export async function upgraded(list: string, place: Place & { toTree?: ToTree | undefined }): Promise<GraphDiff[]> {
  const differences: GraphDiff[] = []
  const before = versionsIn(list, place.folder)
  for (const { package: name, dir } of installedPacks(place.folder)) {
    const older = before.get(name)
    if (older === undefined) continue
    const now = await packVersion(dir, place)
    if (now.source.metadata.fields.version === older) continue
    differences.push(differenceOf(await packVersion(`${name}@${older}`, place), now).difference)
  }
  return differences
}

function versionsIn(list: string, folder: string): ReadonlyMap<string, string> {
  let value: unknown = null
  try {
    value = JSON.parse(readFileSync(resolve(folder, list), 'utf8'))
  } catch {
    // Said below: what cannot be read is no list either.
  }
  if (!Array.isArray(value)) {
    throw new UsageError(`${visible(list)} is not a list of packs.`, 'Write it with: keys list --format json')
  }
  const packs = value.filter(isObject).filter(({ origin }) => origin === 'installed')
  return new Map(packs.map((pack) => [String(pack['package']), String(pack['version'])]))
}
