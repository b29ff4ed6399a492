/**
 * Feeds: Atom, with dates of the changelogs, so that two builds are equal to the last byte.
 */
import type { IndexedRunbook } from '@keys/schema'
import { runbookPath } from './addresses.js'
import type { Update } from './updates.js'

/** How many entries the feeds have. */
const MOST = { all: 100, new: 50, pack: 10 } as const

/** A runbook with its updates. */
export interface Updated {
  entry: Pick<IndexedRunbook, 'slug' | 'title'>
  /** The newest first. */
  updates: readonly Update[]
}

/** The feeds of a site, by path. */
export function feeds(runbooks: readonly Updated[], generatedAt: string, siteUrl: string | null): Map<string, string> {
  const items = runbooks.map(({ entry, updates }) => updates.map((update) => ({ entry, update })))
  const feed = (id: string, title: string, list: readonly Item[]): string =>
    feedOf({ id, title, list, generatedAt, siteUrl })
  const firsts = items.flatMap((own) => own.slice(-1))
  return new Map([
    ['feeds/all.xml', feed('all', 'Runbook Keys: all updates', newestFirst(items.flat()).slice(0, MOST.all))],
    ['feeds/new.xml', feed('new', 'Runbook Keys: new runbooks', newestFirst(firsts).slice(0, MOST.new))],
    ...runbooks.map(
      ({ entry: { slug, title } }, place) =>
        [`feeds/${slug}.xml`, feed(slug, `Runbook Keys: ${title}`, (items[place] ?? []).slice(0, MOST.pack))] as const
    )
  ])
}

/** One update of one runbook. */
interface Item {
  entry: Updated['entry']
  update: Update
}

/** By day; what came on the same day stands by name, and of one runbook as its changelog has it. */
function newestFirst(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => compare(dayOf(b.update), dayOf(a.update)) || compare(a.entry.slug, b.entry.slug))
}

interface FeedInput {
  id: string
  title: string
  list: readonly Item[]
  generatedAt: string
  siteUrl: string | null
}

function feedOf({ id, title, list, generatedAt, siteUrl }: FeedInput): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${tag(`feed/${id}`)}</id>`,
    `<title>${escaped(title)}</title>`,
    `<updated>${list[0] ? timeOf(list[0].update) : generatedAt}</updated>`,
    '<author><name>Runbook Keys</name></author>',
    ...(siteUrl === null ? [] : [`<link rel="self" href="${escaped(`${siteUrl}feeds/${id}.xml`)}"/>`]),
    ...list.flatMap((item) => itemOf(item, siteUrl)),
    '</feed>',
    ''
  ]
  return lines.join('\n')
}

function itemOf({ entry, update }: Item, siteUrl: string | null): string[] {
  const { version, text, page } = update
  const link = `${siteUrl ?? '../'}${page ?? `${runbookPath(entry.slug)}#rk-versions`}`
  return [
    '<entry>',
    `<id>${tag(`r/${entry.slug}/${version}`)}</id>`,
    `<title>${escaped(`${entry.title} ${version}`)}</title>`,
    `<updated>${timeOf(update)}</updated>`,
    `<link href="${escaped(link)}"/>`,
    `<summary>${escaped(`${decisionsIn(text)}\n\n${text}`)}</summary>`,
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

function dayOf({ date }: Update): string {
  return date ?? '1970-01-01'
}

function timeOf(update: Update): string {
  return `${dayOf(update)}T00:00:00Z`
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
