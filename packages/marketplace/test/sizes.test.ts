/** What comes over the wire: pages with all that they load, compressed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildSite } from '../src/node/build.js'
import { INDEX, ownIndex, temporaryFolder } from './support/site.js'

const out = join(temporaryFolder(), 'site')
beforeAll(async () => {
  await buildSite({ index: INDEX, out })
})

function compressed(path: string): number {
  return brotliCompressSync(readFileSync(join(out, path))).length
}

/** A page with all that it loads at once: its style, its scripts and what these import, its icon. */
function weightOf(path: string): number {
  const html = readFileSync(join(out, path, 'index.html'), 'utf8')
  const loaded = new Set<string>()
  const take = (name: string): void => {
    if (loaded.has(name)) return
    loaded.add(name)
    if (!name.endsWith('.js')) return
    const code = readFileSync(join(out, name), 'utf8')
    for (const [, other = ''] of code.matchAll(/(?:^|[;}])import(?:[^"'()]*?from)?"\.\/([^"]+)"/g))
      take(`assets/${other}`)
  }
  for (const [, url = ''] of html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]*\.(?:js|css|svg))"/g)) {
    take(url.replace(/^(?:\.\.\/|\.\/)*/, ''))
  }
  expect(loaded.size).toBeGreaterThanOrEqual(4)
  return compressed(`${path}index.html`) + [...loaded].reduce((sum, name) => sum + compressed(name), 0)
}

test('the home page has at most 40 kB, without the data of the search', () => {
  expect(weightOf('')).toBeLessThanOrEqual(40_000)
})

test.each(ownIndex().runbooks.map(({ slug }) => slug))('%s has at most 50 kB', (slug) => {
  expect(weightOf(`r/${slug}/`)).toBeLessThanOrEqual(50_000)
})

test('the style has at most 8 kB, and the data of the search 2 kB a runbook', () => {
  const assets = readdirSync(join(out, 'assets'))
  const named = (pattern: RegExp): number => compressed(`assets/${assets.find((name) => pattern.test(name)) ?? ''}`)
  expect(named(/^style-.*\.css$/)).toBeLessThanOrEqual(8_000)
  expect(named(/^search-.*\.json$/)).toBeLessThanOrEqual(2_000 * ownIndex().runbooks.length)
})
