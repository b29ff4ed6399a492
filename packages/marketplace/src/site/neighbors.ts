/**
 * What the page of one runbook says of others.
 */
import { referenceNamesOf, type AssetsIndex, type CatalogEntry, type IndexedRunbook } from '@keys/schema'
import type { Neighbor, Neighbors } from './types.js'

/** A runbook as another one names it. */
export function neighborOf({ slug, title, description, severity_level: severity }: IndexedRunbook): Neighbor {
  return { slug, title, description, severity: severity ?? null }
}

/**
 * For each runbook of an index, what it says of others.
 * @param index The index.
 */
export function neighborsIn(index: AssetsIndex): (entry: IndexedRunbook) => Neighbors {
  const bySlug = new Map(index.runbooks.map((entry) => [entry.slug, entry]))
  const referrers = new Map<string, IndexedRunbook[]>()
  for (const entry of index.runbooks) {
    for (const slug of entry.related_runbooks ?? []) referrers.set(slug, [...(referrers.get(slug) ?? []), entry])
  }
  const keys = new Map<string, CatalogEntry>()
  for (const key of [...index.node_keys, ...index.jupyter_keys]) {
    for (const name of referenceNamesOf(key)) keys.set(name, key)
  }
  return (entry) => {
    const named = [...(entry.references_node_keys ?? []), ...(entry.references_jupyter_keys ?? [])]
    return {
      related: (entry.related_runbooks ?? []).flatMap((slug) => {
        const related = bySlug.get(slug)
        return related ? [neighborOf(related)] : []
      }),
      referrers: (referrers.get(entry.slug) ?? []).map(neighborOf),
      keys: Object.fromEntries(named.map((name) => [name, keys.get(name) ?? null]))
    }
  }
}
