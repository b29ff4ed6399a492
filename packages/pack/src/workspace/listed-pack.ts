import type { PackLocation } from './discover.js'

/** What a list says of a pack. */
export interface ListedPack {
  slug: string
  /** The name of its package. */
  package: string
  title: string
  version: string
  severity: string | null
  origin: 'workspace' | 'installed'
  path: string
}

/** What of it stands in pack.json. */
export type ListedMetadata = Pick<ListedPack, 'title' | 'version' | 'severity'>

/**
 * What a list says of a pack.
 * @param location Where it lies.
 * @param metadata What its pack.json says.
 */
export function listedPack({ dir, slug, package: name, origin }: PackLocation, metadata: ListedMetadata): ListedPack {
  return { slug, package: name, origin, path: dir, ...metadata }
}
