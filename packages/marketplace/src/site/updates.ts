/**
 * The updates of a runbook, as its changelog tells them.
 */
import { parseChangelog, type ToTree } from '@keys/parser'
import type { IndexedRunbook } from '@keys/schema'
import { runbookPath, versionPath } from './addresses.js'

/** A version that came out. */
export interface Update {
  version: string
  /** The day; null when the changelog names none. */
  date: string | null
  /** What its changelog says of it. */
  text: string
  /** The path of its page; null for one that the site does not keep. */
  page: string | null
}

/** No feed shows more of one runbook, but for its first version. */
const MOST = 100

/**
 * The updates of a runbook, the newest first.
 * @param entry Its entry in the index, which says all of the newest one.
 * @param changelog Its CHANGELOG.md.
 * @param kept The versions that have a page.
 * @param toTree The Markdown engine.
 */
export function updatesOf(entry: IndexedRunbook, changelog: string, kept: readonly string[], toTree: ToTree): Update[] {
  const { date, text } = entry['x-listing'].changelog
  const before = parseChangelog(changelog, { toTree }).entries.flatMap(({ version, date, text }): Update[] => {
    if (version === null || version === entry.version) return []
    return [{ version, date, text, page: kept.includes(version) ? versionPath(entry.slug, version) : null }]
  })
  const all = [{ version: entry.version, date, text, page: runbookPath(entry.slug) }, ...before]
  return all.length <= MOST ? all : [...all.slice(0, MOST - 1), ...all.slice(-1)]
}
