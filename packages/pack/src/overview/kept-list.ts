/**
 * The list of packs, of which each pack.json is judged once.
 */
import { isObject } from '../documents/is-object.js'
import { stateOf } from '../kept/file-state.js'
import { KeptValues } from '../kept/kept-values.js'
import { keptPlace } from '../workspace/kept-place.js'
import { listedPack, type ListedMetadata, type ListedPack } from '../workspace/listed-pack.js'
import { knownPacks } from '../workspace/named-packs.js'

/**
 * The packs that can be named in a folder, sorted by slug; one whose pack.json is wrong says so in place of its title.
 * @param folder Path of the folder.
 * @param environment Says where caches lie, and may name folders of packs.
 * @param release The release that asks: what another one kept is made again.
 * @param read Reads what is listed of the pack in a folder.
 */
export async function keptList(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  release: string,
  read: (dir: string) => Promise<ListedMetadata>
): Promise<ListedPack[]> {
  const kept = new KeptValues(keptPlace('list', folder, environment, release), isListedMetadata)
  const packs: ListedPack[] = []
  for (const location of knownPacks(folder, environment)) {
    const { dir } = location
    const metadata = await kept.value(
      dir,
      () => stateOf(dir, ['pack.json']),
      () => read(dir)
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
