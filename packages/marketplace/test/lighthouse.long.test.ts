/**
 * What Lighthouse says of the home page, a runbook and an alert. The score for performance is told and is no test: each of
 * its times, also the first paint over the network that it makes up, has the time in it for which this very machine
 * computed, and other programs compute on it as well. What the page has a part in is counted: bytes, requests, what moves,
 * nodes and layouts.
 */
import { join } from 'node:path'
import type { Server } from 'node:http'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite } from '../src/node/build.js'
import { serveSite } from '../src/node/serve.js'
import { startBrowser } from './support/browser.js'
import { judged, startForLighthouse } from './support/lighthouse.js'
import { INDEX, temporaryFolder } from './support/site.js'

const out = join(temporaryFolder(), 'site')
const KINDS = [
  ['home', ''],
  ['runbook', 'r/stripe-webhook-failure/'],
  ['alert', 'a/max_connections/']
] as const
let context: BrowserContext
let port = 0
let server: Server
let url = ''

beforeAll(async () => {
  await buildSite({ index: INDEX, out, siteUrl: 'https://runbooks.example/' })
  const served = await serveSite({ folder: out, port: 0 })
  server = served.server
  url = served.url
  const started = await startForLighthouse()
  context = started.context
  port = started.port
})
afterAll(async () => {
  await context.close()
  server.close()
})

test.each(KINDS)(
  'the %s page has 100 for accessibility, best practices and search engines, and is light and still',
  { timeout: 240_000 },
  async (_name, path) => {
    const result = await judged(url + path, port)
    expect(result.failed).toEqual([])
    const { performance, ...others } = result.scores
    expect(others, result.faults.join('; ')).toEqual({ accessibility: 100, 'best-practices': 100, seo: 100 })
    // What no other program has a part in, holds in any case: nothing moves, and little is fetched.
    expect(result.stillness).toBe(100)
    expect(result.requests).toBeGreaterThan(3)
    expect(result.requests).toBeLessThanOrEqual(20)
    expect(result.bytes).toBeLessThanOrEqual(80_000)
    process.stdout.write(`performance ${performance} ${result.faults.join('; ')}\n`)
  }
)

test('a runbook is shown with little work, however long it is', async () => {
  const browser = await startBrowser()
  const page = await browser.newPage({ viewport: { width: 412, height: 823 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.goto(`${url}r/stripe-webhook-failure/`, { waitUntil: 'load' })
  await page.locator('.copy').first().waitFor()
  const { metrics } = await session.send('Performance.getMetrics')
  const count = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Infinity
  expect(count('Nodes')).toBeLessThan(14_000)
  // Laid out once as it comes and once for the buttons and the place on the graph: no script makes it again and again.
  expect(count('LayoutCount')).toBeLessThan(20)
  await browser.close()
})
