/**
 * The list of packs, of which each pack.json is judged once.
 */
import { isObject, KeptValues, knownPacks, listedPack, stateOf, type ListedMetadata, type ListedPack } from '@keys/pack'
import { keptPlace } from './kept.js'

export { table } from '@keys/terminal'

/**
 * The packs that can be named here, sorted by slug; one whose pack.json is wrong says so in place of its title.
 * @param folder Path of the folder in which the command runs.
 * @param environment Says where caches lie, and may name folders of packs.
 */
export async function listedHere(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>
): Promise<ListedPack[]> {
  const kept = new KeptValues(keptPlace('list', folder, environment), isListedMetadata)
  const packs: ListedPack[] = []
  for (const location of knownPacks(folder, environment)) {
    const { dir } = location
    const metadata = await kept.value(
      dir,
      () => stateOf(dir, ['pack.json']),
      async () => (await import('./listing-read.js')).listedMetadata(dir)
    )
    packs.push(listedPack(location, metadata))
  }
  await kept.save()
  return packs.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

function isListedMetadata(value: unknown): value is ListedMetadata {
  return (
    isObject(value) &&
    typeof value['title'] === 'string' &&
    typeof value['version'] === 'string' &&
    (value['severity'] === null || typeof value['severity'] === 'string')
  )
}
