/** What axe finds on each kind of page, at each width and in each theme; and the keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright'
import { join } from 'node:path'
import type { Server } from 'node:http'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite } from '../src/node/build.js'
import { serveSite } from '../src/node/serve.js'
import { startBrowser } from './support/browser.js'
import { INDEX, ownIndex, temporaryFolder } from './support/site.js'

const out = join(temporaryFolder(), 'site')
let browser: Browser
let server: Server
let url = ''

beforeAll(async () => {
  await buildSite({ index: INDEX, out })
  const served = await serveSite({ folder: out, port: 0 })
  server = served.server
  url = served.url
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

/** One page of each kind. */
function kinds(): string[] {
  const { runbooks, node_keys: keys, rules = [] } = ownIndex()
  const alert = runbooks.flatMap(({ 'x-listing': { signals } }) =>
    signals.filter(({ kind }) => kind === 'alert').flatMap(({ code }) => code)
  )[0]
  const [key] = keys
  const files = 'r/stripe-webhook-failure/files/'
  const runbook = 'r/stripe-webhook-failure/'
  return [
    '',
    '?q=No+signatures+found',
    runbook,
    `${runbook}1.0.0/`,
    files,
    'a/',
    ...(alert === undefined || !/^[\w-]+$/.test(alert) ? [] : [`a/${alert}/`]),
    'k/',
    ...(key ? [`k/${key.tool}-${key.slug}/`] : []),
    'rules/',
    ...(rules[0] ? [`rules/${rules[0].code}/`] : []),
    'coverage/',
    'feeds/',
    'offline/',
    'nothing/is/here/'
  ]
}

const THEMES = [
  { colorScheme: 'light' as const, forcedColors: 'none' as const },
  { colorScheme: 'dark' as const, forcedColors: 'none' as const },
  { colorScheme: 'dark' as const, forcedColors: 'active' as const }
]
/** Each width once and each theme once; all of each with all of the other, which take eight minutes, by `KEYS_LOOKS=all`. */
const looks = [360, 768, 1440].flatMap((width, index) =>
  (process.env['KEYS_LOOKS'] === 'all' ? THEMES : THEMES.slice(index, index + 1)).map((theme) => ({ width, ...theme }))
)

test.each(looks)(
  'axe finds nothing at $width px, $colorScheme, forced colors $forcedColors',
  { timeout: 300_000 },
  async (look) => {
    const { width, ...rest } = look
    const viewport = { width, height: 900 }
    const context = await browser.newContext({ ...rest, viewport, reducedMotion: 'reduce', bypassCSP: true })
    const page = await context.newPage()
    const found: string[] = []
    for (const path of kinds()) {
      await page.goto(url + path, { waitUntil: 'load' })
      // Of what stands on a gradient axe judges no contrast; these are seen at an edge alone.
      await page.addStyleTag({ content: '.table, .parts { background-image: none !important }' })
      if (path.startsWith('?q=')) await page.locator('#rk-results mark').first().waitFor()
      for (const details of await page.locator('details').all())
        await details.evaluate((one) => one.setAttribute('open', ''))
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      found.push(
        ...violations.map(
          ({ id, nodes }) =>
            `${path}: ${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html.slice(0, 160))
              .join(' | ')}`
        )
      )
    }
    expect(found).toEqual([])
    await context.close()
  }
)

test('the navigation shows where one is, in forced colors too', async () => {
  const context = await browser.newContext({ colorScheme: 'dark', forcedColors: 'active' })
  const page = await context.newPage()
  await page.goto(`${url}rules/`)
  const lines = await page
    .locator('.top nav a')
    .evaluateAll((links) =>
      links.map((link) => [link.textContent, getComputedStyle(link).textDecorationLine.includes('underline')])
    )
  expect(lines.filter(([, isUnderlined]) => isUnderlined)).toEqual([['Rules', true]])
  await context.close()
})

test('the whole of it works with the keyboard alone', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(url)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to the content')
  await page.keyboard.press('/')
  await page.keyboard.type('No signatures found')
  await page.locator('#rk-results mark').first().waitFor()
  const isOn = (selector: string): Promise<boolean> =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 200; presses++) {
      if (await isOn(selector)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${selector} cannot be reached with Tab`)
  }
  await tabTo('.card h3 a')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/r\//)
  await tabTo('#rk-install input')
  await page.keyboard.press('ArrowRight')
  expect(await page.locator('#rk-install').innerText()).toContain('pnpm add')
  await tabTo('.parts a[href="#rk-checklist"]')
  await page.keyboard.press('Enter')
  await tabTo('#rk-checklist li input[type=checkbox]')
  await page.keyboard.press('Space')
  expect(await page.locator('#rk-checklist li input[type=checkbox]').first().isChecked()).toBe(true)
  // Whoever sees must see where they are.
  expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).not.toBe(
    'none'
  )
  await page.reload()
  await tabTo('.spine li.row a')
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).hash).not.toBe('#rk-checklist')
  await context.close()
})
