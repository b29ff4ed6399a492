/** The pages as somebody uses them, in a real browser, at the root of a host and below a path. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { readBundle, verifyEvidence } from '@keys/runner'
import { evidenceSchema } from '@keys/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite } from '../src/node/build.js'
import { serveSite } from '../src/node/serve.js'
import { FACETS } from '../src/site/cards.js'
import { startBrowser, watchedPage, type Watched } from './support/browser.js'
import { filesIn, INDEX, ownIndex, temporaryFolder } from './support/site.js'
import { journalOf } from './support/journal.js'

const folder = temporaryFolder()
const out = join(folder, 'site')
const STRIPE = 'r/stripe-webhook-failure/'
/** A machine may be busy with other tests. */
const SLOW = { timeout: 15_000 }
let browser: Browser
let files = new Map<string, string>()
const servers: Server[] = []

beforeAll(async () => {
  await buildSite({ index: INDEX, out })
  files = filesIn(out)
  browser = await startBrowser()
})
afterAll(async () => {
  await browser.close()
  for (const server of servers) server.close()
})

async function serve(base: string): Promise<{ url: string; host: string; server: Server }> {
  const served = await serveSite({ folder: out, port: 0, base })
  servers.push(served.server)
  return { ...served, host: new URL(served.url).host }
}

describe.each(['/', '/x/y/'])('at %s', (base) => {
  let url = ''
  let context: BrowserContext
  let watched: Watched
  let page: Page

  beforeAll(async () => {
    const served = await serve(base)
    url = served.url
    context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1280, height: 900 } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    watched = await watchedPage(context, served.host)
    page = watched.page
  })
  afterAll(async () => {
    expect(watched.faults).toEqual([])
    await context.close()
  })

  test('the search finds as one types, filters count, and all of it stands in the address', async () => {
    await page.goto(url)
    await page.keyboard.press('/')
    await page.keyboard.type('No signatures found matching')
    await page.locator('#rk-results mark').first().waitFor()
    expect(await page.locator('.card h3 a').first().textContent()).toBe('Stripe webhook failure')
    expect(new URL(page.url()).searchParams.get('q')).toBe('No signatures found matching')
    await page.reload()
    await page.locator('#rk-results mark').first().waitFor()
    expect(await page.inputValue('#rk-query')).toBe('No signatures found matching')

    await page.fill('#rk-query', '')
    await page.locator('.filters fieldset').first().waitFor()
    for (const { name, title } of FACETS) {
      const facet = page.locator('.filters fieldset').filter({ has: page.getByText(title, { exact: true }) })
      const value = facet.locator('label').first()
      const counted = Number(await value.locator('.count').textContent())
      await value.locator('input').check()
      await expect.poll(() => page.locator('.card').count(), { ...SLOW, message: name }).toBe(counted)
      expect(new URL(page.url()).searchParams.getAll(name)).toHaveLength(1)
      await page.goBack()
      await expect.poll(() => page.locator('.card').count(), SLOW).toBe(ownIndex().runbooks.length)
    }
    await page.selectOption('#rk-order select', 'title')
    const titles = await page.locator('.card h3 a').allTextContents()
    expect(titles).toEqual(titles.toSorted())
  })

  test('nothing found says what can be done', async () => {
    await page.goto(`${url}?q=zzzzqqqq`)
    await page.locator('.nothing').waitFor()
    expect(await page.locator('.nothing').textContent()).toContain('Paste the error line')
    await page.goto(`${url}?severity=p0&severity=p4`)
    await page.locator('.nothing button').click()
    await expect.poll(() => page.locator('.card').count(), SLOW).toBe(ownIndex().runbooks.length)
  })

  test('the graph leads to steps and follows the reader', async () => {
    await page.goto(`${url}${STRIPE}`)
    const row = page.locator('.spine li.row', { hasText: 'Step 4' })
    await row.locator('a').click()
    expect(new URL(page.url()).hash).toBe('#read-the-reason')
    await expect.poll(() => page.locator('.spine li.here').getAttribute('data-step'), SLOW).toBe('read-the-reason')
    await expect.poll(() => page.locator('.spine .here-out').count(), SLOW).toBeGreaterThan(3)
    await page.goto(`${url}${STRIPE}#step-4-read-the-reason`)
    expect(await page.evaluate(() => document.querySelector(':target')?.closest('section')?.id)).toBe('read-the-reason')
  })

  test('inputs become exports that a shell reads as they were typed, and a secret has no field', async () => {
    await page.goto(`${url}${STRIPE}`)
    await page.fill('#rk-in-WEBHOOK_URL', `https://it's.test/$(x)`)
    const block = await page.locator('#rk-export code').textContent()
    expect(block).toContain(String.raw`export WEBHOOK_URL='https://it'\''s.test/$(x)'`)
    expect(block).toContain('read -rs STRIPE_SECRET_KEY && export STRIPE_SECRET_KEY')
    expect(await page.locator('#rk-in-STRIPE_SECRET_KEY').count()).toBe(0)
  })

  test('a command is copied as it stands in the text', async () => {
    await page.goto(`${url}${STRIPE}`)
    const frame = page.locator('#find-out-who-answers .copyable').first()
    await frame.locator('.copy').click()
    await frame.getByText('Copied').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(files.get(`${STRIPE}README.md`)).toContain(copied)
    expect(copied).toContain('scripts/unsigned.sh')
  })

  test('the checklist is ticked, kept, exported and imported again', async () => {
    await page.goto(`${url}${STRIPE}`)
    const item = page.locator('#rk-checklist li').first()
    await item.locator('input[type=checkbox]').check()
    await item.locator('.slot input').first().fill('ready; Mode: live')
    await page.fill('#rk-checklist-form [name=operator]', 'Ada')
    await page.reload()
    expect(await item.locator('input[type=checkbox]').isChecked()).toBe(true)
    expect(await item.locator('.slot input').first().inputValue()).toBe('ready; Mode: live')
    expect(await item.locator('.slot.time input').inputValue()).toMatch(/^\d\d:\d\d$/)

    const bundle = await downloaded(page, 'bundle')
    const read = readBundle(bundle)
    if ('fault' in read) throw new Error(read.fault)
    expect(evidenceSchema.safeParse(read.evidence).success).toBe(true)
    expect(verifyEvidence(new TextEncoder().encode(bundle)).faults).toEqual([])
    expect(read.evidence.operators[0]?.operator).toBe('Ada')
    expect(read.evidence.journal.join('\n')).toContain('typed by hand')

    const markdown = await downloaded(page, 'markdown')
    expect(markdown).toContain('- [x] Check 1')
    expect(markdown).toContain('Last line: ready; Mode: live')

    page.once('dialog', (dialog) => void dialog.accept())
    await page.locator('[data-do=clear]').click()
    expect(await item.locator('input[type=checkbox]').isChecked()).toBe(false)
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.locator('[data-do=import]').click()])
    await chooser.setFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(bundle) })
    await page.getByText('Imported.').waitFor()
    expect(await item.locator('input[type=checkbox]').isChecked()).toBe(true)
    expect(await downloaded(page, 'bundle')).toBe(bundle)
  })

  test('a run is drawn on the graph, and one that was changed is not trusted', async () => {
    await page.goto(`${url}${STRIPE}`)
    const entry = ownIndex().runbooks.find(({ slug }) => slug === 'stripe-webhook-failure')
    const journal = journalOf(entry?.['x-listing'].content_hash ?? '')
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url())
    })
    await page.setInputFiles('#rk-file', {
      name: 'run.jsonl',
      mimeType: 'application/json',
      buffer: Buffer.from(journal)
    })
    await page.getByText('The chain holds').waitFor()
    expect(
      await page.locator('.spine li.taken').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-step')))
    ).toEqual(['inputs-and-tools', 'the-endpoint'])
    expect(await page.locator('.spine li.taken time').first().textContent()).toBe('02:13')
    expect(await page.locator('.way-taken').textContent()).toContain('enabled')
    await page.setInputFiles('#rk-file', {
      name: 'run.jsonl',
      mimeType: 'application/json',
      buffer: Buffer.from(journal.replace('02:13', '02:14'))
    })
    await page.getByText('Do not trust this record').waitFor()
    expect(sent).toEqual([])
  })

  test('the theme changes, and stays', async () => {
    await page.goto(`${url}${STRIPE}`)
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await background()
    await page.click('#rk-theme')
    await page.click('#rk-theme')
    const dark = await background()
    expect(dark).not.toBe(light)
    await page.reload()
    expect(await background()).toBe(dark)
    await page.click('#rk-theme')
    expect(await background()).toBe(light)
  })
})

async function downloaded(page: Page, what: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-do=${what}]`).click()])
  return readFileSync(await download.path(), 'utf8')
}

test.each([360, 1440])('a link to a step ends at the step, %i px wide', { timeout: 120_000 }, async (width) => {
  const { url } = await serve('/')
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${url}${STRIPE}`)
  const ids = await page.locator('section.step').evaluateAll((steps) => steps.map(({ id }) => id))
  const topOf = (id: string): Promise<number> =>
    page.evaluate((wanted) => document.getElementById(wanted)?.getBoundingClientRect().top ?? Infinity, id)
  // From one end to the other and back.
  const order = ids.flatMap((id, index) => [id, ids[ids.length - 1 - index] ?? id])
  for (const id of [...order.slice(0, 12), ...ids.slice(-3)]) {
    await page.evaluate((wanted) => {
      location.hash = wanted
    }, id)
    await expect.poll(() => topOf(id), { ...SLOW, message: id }).toBeLessThan(220)
    expect(await topOf(id), id).toBeGreaterThanOrEqual(0)
  }
  // As somebody comes from an alert: the page is new, and the step is far down.
  const last = ids.at(-1) ?? ''
  await page.goto('about:blank')
  await page.goto(`${url}${STRIPE}#${last}`)
  await expect.poll(() => topOf(last), SLOW).toBeLessThan(220)
  expect(await topOf(last)).toBeGreaterThanOrEqual(0)
  await context.close()
})

test.each(['/', '/x/y/'])('without a script everything can be read, linked and printed at %s', async (base) => {
  const { url } = await serve(base)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${url}${STRIPE}#find-out-who-answers`)
  expect(await page.locator('section.step').count()).toBe(22)
  expect(
    await page.locator('.needs-script').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)
  ).toBe(0)
  await page.locator('label', { hasText: 'pnpm' }).click()
  expect(await page.locator('#rk-install').innerText()).toContain('pnpm add @keys/runbook-stripe-webhook-failure')
  await page.goto(url)
  expect(await page.locator('.card').count()).toBe(ownIndex().runbooks.length)
  await page.locator('.card h3 a', { hasText: 'Stripe webhook failure' }).click()
  expect(page.url()).toBe(`${url}${STRIPE}`)
  await context.close()
})

test('on plain http without a clipboard a command is still copied', async () => {
  const served = await serve('/')
  // A name that is not loopback is no secure context: as on a host of an intranet without a certificate.
  const name = 'runbooks.intranet.test'
  const other = await startBrowser([`--host-resolver-rules=MAP ${name} 127.0.0.1`])
  try {
    const context = await other.newContext()
    const { port } = new URL(served.url)
    const url = `http://${name}:${port}/`
    const { page, faults } = await watchedPage(context, `${name}:${port}`)
    await page.goto(`${url}${STRIPE}`)
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    const frame = page.locator('#find-out-who-answers .copyable').first()
    await frame.locator('.copy').click()
    await frame.getByText('Copied').waitFor()
    // Nothing reads such a clipboard but somebody who pastes.
    const command = (await frame.locator('pre').textContent()) ?? ''
    await page.focus('.find input')
    await page.keyboard.press('Control+V')
    expect(await page.inputValue('.find input')).toBe(command.trim().replaceAll('\n', ' '))
    await page.goto(`${url}offline/`)
    await page.getByText('pages can be kept on https only').waitFor()
    // One header is for https alone; browsers say so where there is none, and leave it at that.
    expect(faults.filter((fault) => !fault.includes('Cross-Origin-Opener-Policy header has been ignored'))).toEqual([])
  } finally {
    await other.close()
  }
})

test(
  'every page can be crawled without a violation, a fault, a request elsewhere, or a text that runs over its edge',
  { timeout: 180_000 },
  async () => {
    const { url, host } = await serve('/x/y/')
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const { page, faults } = await watchedPage(context, host)
    const paths = [...files.keys()].filter((path) => path.endsWith('.html') && path !== '404.html')
    const over: string[] = []
    for (const path of paths) {
      await page.goto(url + path.replace('index.html', ''), { waitUntil: 'load' })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 360) over.push(`${path}: ${width}`)
    }
    expect(faults).toEqual([])
    expect(over).toEqual([])
    await context.close()
  }
)

test('the picture is readable as it is shown: no text under 12 px, no labels that overlap', async () => {
  const { url } = await serve('/')
  for (const width of [360, 1440]) {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    for (const { slug } of ownIndex().runbooks) {
      await page.goto(`${url}r/${slug}/`)
      const faults = await page.evaluate(() => {
        const found: string[] = []
        const texts = [...document.querySelectorAll<HTMLElement>('.spine li, .spine li *')].filter(
          (one) => one.textContent !== ''
        )
        for (const one of texts) {
          if (Number.parseFloat(getComputedStyle(one).fontSize) < 12) found.push(`small: ${one.textContent}`)
        }
        const boxes = [...document.querySelectorAll('.spine li .to, .spine li .ends, .spine li.part')].map((one) => ({
          box: one.getBoundingClientRect(),
          text: one.textContent
        }))
        const lines = [...document.querySelectorAll('.gutter path, .node > *')].map((one) =>
          one.getBoundingClientRect()
        )
        for (const [place, a] of boxes.entries()) {
          for (const b of boxes.slice(place + 1)) {
            const isOver =
              a.box.right > b.box.left + 1 &&
              b.box.right > a.box.left + 1 &&
              a.box.bottom > b.box.top + 1 &&
              b.box.bottom > a.box.top + 1
            if (isOver) found.push(`overlap: ${a.text} and ${b.text}`)
          }
          for (const line of lines) {
            if (
              line.right > a.box.left + 1 &&
              line.left < a.box.right - 1 &&
              line.bottom > a.box.top &&
              line.top < a.box.bottom
            ) {
              found.push(`line through: ${a.text}`)
            }
          }
        }
        return found
      })
      expect(faults, `${slug} at ${width}`).toEqual([])
    }
    await context.close()
  }
})

test.each(['A4', 'Letter'])('each checklist prints on at most two pages of %s, with every item', async (format) => {
  const { url } = await serve('/')
  const context = await browser.newContext()
  const page = await context.newPage()
  for (const { slug } of ownIndex().runbooks) {
    await page.goto(`${url}r/${slug}/`)
    await page.evaluate(() => document.documentElement.classList.add('print-checklist'))
    const pdf = await page.pdf({
      format,
      printBackground: false,
      margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' }
    })
    const { pages, text } = await readPdf(pdf)
    expect(pages, `${slug} on ${format}`).toBeLessThanOrEqual(2)
    const items = await page.locator('#rk-checklist li label[for]').allTextContents()
    const plain = text.replaceAll(/\s+/g, '')
    for (const item of items) expect(plain).toContain(item.replaceAll(/\s+/g, ''))
    await page.evaluate(() => document.documentElement.classList.remove('print-checklist'))
  }
  await context.close()
})

test('a runbook prints whole', async () => {
  const { url } = await serve('/')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}${STRIPE}`)
  const { text } = await readPdf(await page.pdf({ format: 'A4' }))
  const plain = text.replaceAll(/\s+/g, '')
  for (const title of await page.locator('section.step h3 span:first-of-type').allTextContents()) {
    expect(plain).toContain(title.replaceAll(/\s+/g, ''))
  }
  expect(plain).toContain('scripts/unsigned.sh')
  await context.close()
})

/** Pages and text of a PDF, as poppler reads them back. */
async function readPdf(pdf: Buffer): Promise<{ pages: number; text: string }> {
  const { execFileSync } = await import('node:child_process')
  const path = join(mkdtempSync(join(tmpdir(), 'keys-pdf-')), 'x.pdf')
  writeFileSync(path, pdf)
  const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  expect(dirname(path)).toContain('keys-pdf-')
  return { pages: text.split('\f').length - 1, text }
}
