/**
 * Addresses that were published. They stand in alert rules, tickets and heads, so none may ever lead nowhere.
 */
import type { PublishedUrls } from '@keys/schema'

/** Ids of parts of pages that may be linked; others of the page's own are nobody's business. */
const OWN_PARTS =
  /^rk-(?:text|inputs|checklist|evidence|branches|coverage|incidents|related|versions|provenance|license)$/

const ID = ' id="'

/**
 * The ids of a page that can be linked.
 * @param html A page that this package wrote.
 */
export function anchorsIn(html: string): string[] {
  const ids: string[] = []
  // An expression takes ten times as long over the same page.
  for (let at = html.indexOf(ID); at !== -1; at = html.indexOf(ID, at)) {
    const start = at + ID.length
    const end = html.indexOf('"', start)
    if (isInTag(html, at)) ids.push(unescaped(html.slice(start, end)))
    at = end
  }
  return ids.filter((id) => !id.startsWith('rk-') || OWN_PARTS.test(id)).toSorted()
}

/** Whether a place is inside a tag: in a text, which may speak of ids, `<` is always escaped. */
function isInTag(html: string, at: number): boolean {
  const before = html.slice(html.lastIndexOf('<', at), at)
  return !before.includes('>') || !before.replaceAll(/"[^"]*"/g, '').includes('>')
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/**
 * Addresses that were published and are missing, in words.
 * @param published What was published.
 * @param now What the site has now.
 */
export function missingUrls(published: PublishedUrls, now: Pick<PublishedUrls, 'pages'>): string[] {
  return Object.entries(published.pages).flatMap(([path, anchors]) => {
    const present = now.pages[path]
    if (present === undefined) return [`/${path}`]
    const known = new Set(present)
    return anchors.filter((anchor) => !known.has(anchor)).map((anchor) => `/${path}#${anchor}`)
  })
}

/** What was ever published: what was, and what is now. */
export function joinedUrls(published: PublishedUrls | null, now: PublishedUrls): PublishedUrls {
  if (published === null) return now
  const pages = Object.fromEntries(
    [...new Set([...Object.keys(published.pages), ...Object.keys(now.pages)])]
      .toSorted()
      .map((path) => [path, [...new Set([...(published.pages[path] ?? []), ...(now.pages[path] ?? [])])].toSorted()])
  )
  return { ...now, pages, alerts: sorted({ ...published.alerts, ...now.alerts }), gone: sorted(published.gone ?? {}) }
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
