/**
 * For search engines, only where the address of the site is known.
 */
import type { IndexedRunbook } from '@keys/schema'
import { runbookPath } from './addresses.js'
import { escaped } from './feeds.js'

/** The sitemap with the newest versions, and robots.txt where the site stands at the root of its host. */
export function sitemap(runbooks: readonly IndexedRunbook[], siteUrl: string): Map<string, string> {
  const urls = runbooks.map(({ slug, 'x-listing': { changelog } }) => {
    const changed = changelog.date === null ? '' : `<lastmod>${changelog.date}</lastmod>`
    return `<url><loc>${escaped(`${siteUrl}${runbookPath(slug)}`)}</loc>${changed}</url>\n`
  })
  const home = `<url><loc>${escaped(siteUrl)}</loc></url>\n`
  const text = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${home}${urls.join('')}</urlset>\n`
  const files = new Map([['sitemap.xml', text]])
  if (new URL(siteUrl).pathname === '/')
    files.set('robots.txt', `User-agent: *\nAllow: /\nSitemap: ${siteUrl}sitemap.xml\n`)
  return files
}
