/** Packs of people who mean harm, in a real browser: nothing runs, nothing runs over its edge, and the rest is built. */
import { join } from 'node:path'
import type { Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite, type BuildResult } from '../src/node/build.js'
import { serveSite } from '../src/node/serve.js'
import { startBrowser, watchedPage } from './support/browser.js'
import { hostilePack, oddPacks, PAYLOADS, refusedPacks } from './support/hostile.js'
import { writeIndex } from './support/make-pack.js'
import { filesIn, temporaryFolder } from './support/site.js'

const folder = temporaryFolder()
const out = join(folder, 'site')
const refused = refusedPacks()
const shown = [...PAYLOADS.map(hostilePack), ...oddPacks()]
let browser: Browser
let server: Server
let url = ''
let result: BuildResult

beforeAll(async () => {
  const index = writeIndex(folder, [...shown, ...refused.map(([pack]) => pack)])
  result = await buildSite({ index, out, siteUrl: 'https://runbooks.test/' })
  const served = await serveSite({ folder: out, port: 0 })
  server = served.server
  url = served.url
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

test('there are 200 payloads; each pack that can be shown is shown, and each other one is refused with its reason', () => {
  expect(PAYLOADS.length).toBe(200)
  const reasons = new Map(result.refused.map(({ slug, reason }) => [slug, reason]))
  const wanted = new Set(refused.map(([{ entry }]) => entry.slug))
  expect([...reasons].filter(([slug]) => !wanted.has(slug))).toEqual([])
  expect(result.runbooks).toBe(shown.length)
  for (const [{ entry }, said] of refused) expect(reasons.get(entry.slug), entry.slug).toMatch(said)
  expect(reasons.size).toBe(refused.length)
})

test('no file holds a script, a handler or a style of a pack', () => {
  for (const [path, html] of filesIn(out)) {
    if (!path.endsWith('.html')) continue
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
      const bare = tag.replace(/="[^"]*"/g, '')
      expect(bare, path).not.toMatch(/ (?:style|on\w+)(?=[ >])/i)
      if (/^<(?:script|link)/.test(tag) && !tag.includes('ld+json') && !/rel="(?:canonical|alternate)"/.test(tag)) {
        expect(tag, path).toMatch(/(?:src|href)="[./]*(?:assets\/|icon\.svg)/)
      }
      expect(tag, path).not.toMatch(/^<(?:iframe|object|embed|base|style|img|svg on)/i)
      if (/^<a /i.test(tag)) expect(tag, path).not.toMatch(/href="\s*(?:javascript|data|vbscript):/i)
    }
  }
})

test('nothing runs and nothing runs over its edge on a small screen', { timeout: 300_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const { page, faults } = await watchedPage(context, new URL(url).host)
  const over: string[] = []
  for (const { entry } of shown) {
    await page.goto(`${url}r/${entry.slug}/`, { waitUntil: 'load' })
    const seen = await page.evaluate(() => ({
      hacked: Reflect.get(globalThis, 'hacked') as unknown,
      width: document.documentElement.scrollWidth
    }))
    expect(seen.hacked, entry.slug).toBeUndefined()
    if (seen.width > 360) over.push(`${entry.slug}: ${seen.width}`)
  }
  for (const path of ['', 'a/', 'files/', 'all/2/', `?q=${encodeURIComponent(PAYLOADS[0] ?? '')}`]) {
    const address = path === 'files/' ? `r/${shown[0]?.entry.slug}/files/` : path
    await page.goto(url + address, { waitUntil: 'load' })
    if (path.startsWith('?q=')) await page.locator('#rk-results > *').first().waitFor()
    expect(await page.evaluate(() => Reflect.get(globalThis, 'hacked') as unknown)).toBeUndefined()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 360) over.push(`${address}: ${width}`)
  }
  expect(faults).toEqual([])
  expect(over).toEqual([])
  await context.close()
})

test('what is copied is what the text holds, and unseen signs are shown by name', async () => {
  const context = await browser.newContext()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const place = PAYLOADS.findIndex((payload) => payload.startsWith('\u202E'))
  await page.goto(`${url}r/hostile-${String(place).padStart(3, '0')}/`)
  const frame = page.locator('section.step .copyable').first()
  expect(await frame.locator('.unseen').first().textContent()).toBe('U+202E')
  await frame.locator('.copy').click()
  await frame.getByText('unseen sign').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(PAYLOADS[place])
  await context.close()
})
