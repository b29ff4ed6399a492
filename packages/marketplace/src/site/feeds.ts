/**
 * Feeds: Atom, with dates of the changelogs, so that two builds are equal to the last byte.
 */
import type { IndexedRunbook } from '@keys/schema'
import { runbookPath } from './addresses.js'

/** How many entries the feeds have. */
const MOST = { all: 100, new: 50, pack: 10 } as const

/** The feeds of a site, by path. */
export function feeds(
  runbooks: readonly IndexedRunbook[],
  generatedAt: string,
  siteUrl: string | null
): Map<string, string> {
  const sorted = runbooks.toSorted((a, b) => compare(dayOf(b), dayOf(a)) || compare(a.slug, b.slug))
  const fresh = sorted.filter(({ 'x-listing': { versions } }) => versions === undefined || versions.length === 1)
  const feed = (id: string, title: string, list: readonly IndexedRunbook[]): string =>
    feedOf({ id, title, list, generatedAt, siteUrl })
  return new Map([
    ['feeds/all.xml', feed('all', 'Runbook Keys: all updates', sorted.slice(0, MOST.all))],
    ['feeds/new.xml', feed('new', 'Runbook Keys: new runbooks', fresh.slice(0, MOST.new))],
    ...runbooks.map(
      (entry) => [`feeds/${entry.slug}.xml`, feed(entry.slug, `Runbook Keys: ${entry.title}`, [entry])] as const
    )
  ])
}

interface FeedInput {
  id: string
  title: string
  list: readonly IndexedRunbook[]
  generatedAt: string
  siteUrl: string | null
}

function feedOf({ id, title, list, generatedAt, siteUrl }: FeedInput): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${tag(`feed/${id}`)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${list[0] ? timeOf(list[0]) : generatedAt}</updated>`,
    '<author><name>Runbook Keys</name></author>',
    ...(siteUrl === null ? [] : [`<link rel="self" href="${escaped(`${siteUrl}feeds/${id}.xml`)}"/>`]),
    ...list.flatMap((entry) => itemOf(entry, siteUrl)),
    '</feed>',
    ''
  ]
  return lines.join('\n')
}

function itemOf(entry: IndexedRunbook, siteUrl: string | null): string[] {
  const { changelog } = entry['x-listing']
  const link = siteUrl === null ? `../${runbookPath(entry.slug)}` : `${siteUrl}${runbookPath(entry.slug)}`
  return [
    '<entry>',
    `<id>${tag(`r/${entry.slug}/${entry.version}`)}</id>`,
    `<title>${escaped(`${entry.title} ${entry.version}`)}</title>`,
    `<updated>${timeOf(entry)}</updated>`,
    `<link href="${escaped(link)}"/>`,
    `<summary>${escaped(`${decisionsIn(changelog.text)}\n\n${changelog.text}`)}</summary>`,
    '</entry>'
  ]
}

/** Whether a decision changed, said first: whoever has the runbook in their head has to know. */
function decisionsIn(text: string): string {
  return /^### Major/m.test(text) ? 'What you decide or do has changed.' : 'No decision changed.'
}

/** Ids that stay whatever becomes of the address of the site. */
function tag(path: string): string {
  return `tag:runbook-keys,2026:${escaped(path)}`
}

function dayOf(entry: IndexedRunbook): string {
  return entry['x-listing'].changelog.date ?? '1970-01-01'
}

function timeOf(entry: IndexedRunbook): string {
  return `${dayOf(entry)}T00:00:00Z`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

// oxlint-disable-next-line no-control-regex
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** A text in XML: without the signs that XML cannot have. */
export function escaped(text: string): string {
  return text
    .replace(NO_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
