import { isObject } from '../documents/is-object.js'
import { PackReads } from '../files/reads.js'

/** What other packs ask of the pack.json of a pack. */
export interface Relations {
  /** The slug that it says; null when it says none. */
  slug: string | null
  related_runbooks: readonly string[]
}

/**
 * What other packs ask of the pack.json of a pack; nothing of one that cannot be read: whoever validates that pack says so.
 * @param dir Path of its folder.
 * @param reads What was read of packs.
 */
export function relationsAt(dir: string, reads: PackReads = new PackReads()): Relations {
  let value: unknown
  try {
    value = JSON.parse(reads.text(dir, 'pack.json'))
  } catch {
    value = null
  }
  const { slug, related_runbooks: related }: Readonly<Record<string, unknown>> = isObject(value) ? value : {}
  return {
    slug: typeof slug === 'string' ? slug : null,
    related_runbooks: Array.isArray(related) ? related.filter((one) => typeof one === 'string') : []
  }
}
