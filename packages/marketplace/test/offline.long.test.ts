/** Reading without a network, updates while a page is open, and the kill switch, in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildSite } from '../src/node/build.js'
import { serveSite } from '../src/node/serve.js'
import { startBrowser } from './support/browser.js'
import { INDEX, ownIndex, temporaryFolder } from './support/site.js'

const SLOW = { timeout: 30_000 }
const STRIPE = 'r/stripe-webhook-failure/'
let out = ''
let browser: Browser
let context: BrowserContext
let page: Page
let server: Server
let url = ''

const folder = temporaryFolder()

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  out = join(folder, `site-${Math.random()}`)
  await buildSite({ index: INDEX, out })
  const served = await serveSite({ folder: out, port: 0, base: '/x/y/' })
  server = served.server
  url = served.url
  context = await browser.newContext()
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  server.close()
})

/** Until the service worker answers for the page. */
async function controlled(): Promise<void> {
  await page.goto(url)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, SLOW)
}

/** The server is gone: nothing answers any more. */
async function stop(): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
}

test('a page that was visited is read without a network; one that was not says nothing false', async () => {
  await controlled()
  await page.goto(`${url}${STRIPE}`)
  await page.locator('#rk-checklist').waitFor()
  await stop()
  await page.reload()
  expect(await page.locator('section.step').count()).toBe(22)
  await page.goto(`${url}?q=x`).catch(() => undefined)
  expect(await page.locator('.card, .nothing').count()).toBeGreaterThan(0)
  await expect(page.goto(`${url}coverage/`)).rejects.toThrow()
})

test('everything is kept on one click that names its size, and read with the server stopped', async () => {
  await controlled()
  await page.goto(`${url}offline/`)
  expect(await page.locator('#rk-keep').textContent()).toMatch(/Keep all pages \(\d[\d.]* [kM]B\)/)
  await page.click('#rk-keep')
  await page.getByText(/All \d+ files are kept/).waitFor(SLOW)
  await stop()
  for (const { slug } of ownIndex().runbooks) {
    await page.goto(`${url}r/${slug}/`)
    expect(await page.locator('section.step').count()).toBeGreaterThan(10)
  }
  await page.goto(`${url}?q=No+signatures+found`)
  await page.locator('#rk-results mark').first().waitFor(SLOW)
})

test('an update reloads no page and takes no tick; it is shown when the page is opened again', async () => {
  await controlled()
  await page.goto(`${url}${STRIPE}`)
  await page.locator('#rk-checklist li input[type=checkbox]').first().check()
  let loads = 0
  page.on('load', () => loads++)
  const path = join(out, STRIPE, 'index.html')
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('<h1>Stripe webhook failure</h1>', '<h1>Stripe webhook failure, newer</h1>')
  )
  // Another tab fetches the newer page; this one is told.
  const other = await context.newPage()
  await other.goto(`${url}${STRIPE}`)
  expect(await other.locator('h1').textContent()).toBe('Stripe webhook failure, newer')
  await page.getByText('A newer copy of this page is here').waitFor(SLOW)
  expect(loads).toBe(0)
  expect(await page.locator('h1').textContent()).toBe('Stripe webhook failure')
  expect(await page.locator('#rk-checklist li input[type=checkbox]').first().isChecked()).toBe(true)
  await page.reload()
  expect(await page.locator('h1').textContent()).toBe('Stripe webhook failure, newer')
  expect(await page.locator('#rk-checklist li input[type=checkbox]').first().isChecked()).toBe(true)
})

test('the kill switch turns the service worker off and forgets what was kept', async () => {
  await controlled()
  await page.goto(`${url}${STRIPE}`)
  writeFileSync(join(out, 'sw.off'), '')
  await page.reload()
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), SLOW)
    .toBe(0)
  expect(await page.evaluate(() => caches.keys())).toEqual([])
})
