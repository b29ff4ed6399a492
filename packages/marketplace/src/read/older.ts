/**
 * The entry of an older version: what the index says of it, and what its own pack.json does.
 */
import type { IndexedRunbook, ListedVersion, Pack, Runbook } from '@keys/schema'

/**
 * An entry by which the tarball of an older version can be read.
 * @param entry The entry of the newest version.
 * @param listed The older version, with its tarball.
 */
export function olderEntry(entry: IndexedRunbook, listed: ListedVersion): IndexedRunbook {
  const { version, date, tarball, content_hash: hash } = listed
  const listing = entry['x-listing']
  return {
    ...entry,
    version,
    'x-listing': {
      ...listing,
      tarball: tarball ?? listing.tarball,
      content_hash: hash ?? listing.content_hash,
      coverage: null,
      changelog: { version, date, text: '' }
    }
  }
}

/**
 * The same entry, with what the older pack itself says.
 * @param entry As `olderEntry` gives it.
 * @param pack Its pack.json.
 * @param runbook Its runbook.
 */
export function withOwnMetadata(entry: IndexedRunbook, pack: Pack, runbook: Runbook): IndexedRunbook {
  const listing = entry['x-listing']
  const { signals, sections, steps } = runbook
  return {
    ...pack,
    'x-listing': {
      ...listing,
      signals: signals.map(({ kind, text, code }) => ({ kind, text, code })),
      sections: sections.map(({ kind, title, anchor }) => ({ kind, title, anchor })),
      counts: {
        ...listing.counts,
        steps: steps.length,
        branches: steps.reduce((sum, { branches }) => sum + branches.length, 0)
      }
    }
  }
}
