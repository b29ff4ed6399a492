import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createSearch, searchDocument } from '@keys/search'
import { parseRunbook } from '@keys/parser'
import { listingSchema, type PackModel } from '@keys/schema'
import fc from 'fast-check'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { buildSite, MissingAddressError } from '../src/node/build.js'
import { serveSite } from '../src/node/serve.js'
import { documentOfRow, type SearchRow } from '../src/site/search-data.js'
import { filesIn, INDEX, ownIndex, REPOSITORY, temporaryFolder } from './support/site.js'

const folder = temporaryFolder()
// From an empty folder with the index and the tarballs alone.
const index = join(folder, 'from/assets-index.json')
const out = join(folder, 'site')
let files = new Map<string, string>()

beforeAll(async () => {
  mkdirSync(dirname(index), { recursive: true })
  cpSync(INDEX, index)
  cpSync(join(dirname(INDEX), 'packs'), join(folder, 'from/packs'), { recursive: true })
  await buildSite({ index, out, siteUrl: 'https://runbooks.test/' })
  files = filesIn(out)
})

const pages = (): [string, string][] => [...files].filter(([path]) => path.endsWith('.html') && path !== '404.html')

test('every runbook of the index has its pages', () => {
  for (const { slug, version } of ownIndex().runbooks) {
    for (const path of [`r/${slug}/`, `r/${slug}/${version}/`]) {
      expect(files.has(`${path}index.html`)).toBe(true)
      expect(files.has(`${path}index.json`)).toBe(true)
      expect(files.get(`${path}README.md`)).toBe(
        readFileSync(join(REPOSITORY, 'runbook-keys', slug, 'README.md'), 'utf8')
      )
    }
    expect(files.has(`feeds/${slug}.xml`)).toBe(true)
  }
})

test('no page has a script, a style or a handler in it, nor anything of another host', () => {
  for (const [path, html] of pages()) {
    const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes = '']) => attributes)
    for (const attributes of scripts) expect(attributes, path).toMatch(/ src="|application\/ld\+json/)
    expect(html, path).not.toMatch(/<style|<iframe|<img|<object|<base/i)
    for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
      // Values of attributes are taken out: a text may say anything.
      expect(tag.replace(/="[^"]*"/g, ''), path).not.toMatch(/ (?:style|on\w+)(?=[ >])/i)
    }
    const fetched = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]*)"/g)].map(([, url = '']) => url)
    expect(
      fetched.filter((url) => /^(?:https?:)?\/\//.test(url) && !url.startsWith('https://runbooks.test/')),
      path
    ).toEqual([])
  }
})

test('beside every page stands its machine-readable twin, and the page says where', () => {
  for (const [path, html] of files) {
    if (!path.endsWith('index.html')) continue
    const twin = path.replace(/html$/, 'json')
    expect(files.has(twin), twin).toBe(true)
    expect(() => JSON.parse(files.get(twin) ?? ''), twin).not.toThrow()
    expect(html, path).toContain('<link rel="alternate" type="application/json" href="index.json"/>')
  }
})

test('the commands of a page print the checksum and the content hash of the tarball that it was built from', () => {
  for (const entry of ownIndex().runbooks) {
    const { tarball, content_hash, package: name } = entry['x-listing']
    const html = files.get(`r/${entry.slug}/index.html`) ?? ''
    const [, integrity = ''] = /<code>(npm pack [^<]*dgst[^<]*)<\/code>/.exec(html) ?? []
    const [, content = ''] = /id="rk-content-check"><code>([^<]*)<\/code>/.exec(html) ?? []
    const run = (line: string): string => {
      const command = line
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
      expect(command).toContain(`npm pack --silent ${name}@${entry.version}`)
      // The registry is left out: the tarball lies here.
      const local = command.replace(/npm pack --silent \S+/, `echo '${join(INDEX, '..', tarball.path)}'`)
      return execFileSync('bash', ['-c', local], { encoding: 'utf8' })
    }
    expect(`sha512-${run(integrity)}`).toBe(tarball.integrity)
    expect(`sha256-${run(content).slice(0, 64)}`).toBe(content_hash)
  }
})

test('feeds are Atom, the newest first, and say before all else whether a decision changed', () => {
  const all = files.get('feeds/all.xml') ?? ''
  for (const [path, xml] of files) {
    if (!path.startsWith('feeds/') || !path.endsWith('.xml')) continue
    const open = [...xml.matchAll(/<([a-z]+)(?:\s[^>]*)?(?<!\/)>/g)].map(([, name = '']) => name)
    const closed = [...xml.matchAll(/<\/([a-z]+)>/g)].map(([, name = '']) => name)
    expect(open.toSorted(), path).toEqual(closed.toSorted())
    expect(xml, path).toMatch(/^<\?xml [^\n]*\n<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom">\n<id>tag:/)
  }
  const days = [...all.matchAll(/<entry>[\s\S]*?<updated>([^<]+)</g)].map(([, day = '']) => day)
  expect(days.length).toBe(ownIndex().runbooks.length)
  expect(days).toEqual(days.toSorted().toReversed())
  for (const [, summary = ''] of all.matchAll(/<summary>([^<]*)</g)) {
    expect(summary).toMatch(/^(?:What you decide or do has changed|No decision changed)\./)
  }
})

test('every link leads to a page or an anchor that is there, from a root at any depth', () => {
  const ids = new Map(
    pages().map(([path, html]) => [path, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))])
  )
  const dead: string[] = []
  for (const [path, html] of pages()) {
    for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (/^(?:https?:|mailto:)/.test(href)) continue
      const url = new URL(href.replaceAll('&amp;', '&'), `http://host/x/y/${path}`)
      if (!url.pathname.startsWith('/x/y/')) dead.push(`${path}: ${href} leaves the site`)
      const target = url.pathname.slice('/x/y/'.length).replace(/(?<=^|\/)$/, 'index.html')
      const id = decodeURIComponent(url.hash.slice(1))
      if (!files.has(decodeURIComponent(target))) dead.push(`${path}: ${href}`)
      else if (id !== '' && target.endsWith('.html') && !ids.get(target)?.has(id)) dead.push(`${path}: ${href}`)
    }
  }
  expect(dead).toEqual([])
})

test('ids of a page are unique', () => {
  for (const [path, html] of pages()) {
    const all = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(
      all.filter((id, place) => all.indexOf(id) !== place),
      path
    ).toEqual([])
  }
})

test('a second build gives the same bytes, and one of what has not changed renders nothing', async () => {
  const again = join(folder, 'again')
  await buildSite({ index, out: again, siteUrl: 'https://runbooks.test/' })
  expect(filesIn(again)).toEqual(files)
  expect((await buildSite({ index, out, siteUrl: 'https://runbooks.test/' })).rendered).toBe(0)
})

test('only the runbook that changed is rendered again', async () => {
  const changed = ownIndex()
  const [first] = changed.runbooks
  if (!first) throw new Error('the index is empty')
  first.maturity = first.maturity === 'scale' ? 'starter' : 'scale'
  const other = join(folder, 'from/changed.json')
  const place = join(folder, 'changing')
  await buildSite({ index, out: place })
  writeFileSync(other, JSON.stringify(changed))
  expect((await buildSite({ index: other, out: place })).rendered).toBe(1)
})

test.each(['title', 'description', 'outcome', 'maturity', 'license_spdx', 'author', 'documentation'] as const)(
  'a listing without %s fails with its name',
  async (field) => {
    const broken = ownIndex()
    Reflect.deleteProperty(broken.runbooks[0] ?? {}, field)
    const path = join(folder, 'from', `no-${field}.json`)
    writeFileSync(path, JSON.stringify(broken))
    await expect(buildSite({ index: path, out: join(folder, 'never') })).rejects.toThrow(`runbooks.0.${field}`)
  }
)

/** The fields that a listing cannot be without, as the schema has them. */
const LISTING_FIELDS = Object.entries(listingSchema.shape).flatMap(([name, schema]) =>
  schema.safeParse(undefined).success ? [] : [name]
)

test.each(LISTING_FIELDS)('a listing without x-listing.%s fails with its name', async (field) => {
  const broken = ownIndex()
  Reflect.deleteProperty(broken.runbooks[0]?.['x-listing'] ?? {}, field)
  const path = join(folder, 'from', `no-listing-${field}.json`)
  writeFileSync(path, JSON.stringify(broken))
  await expect(buildSite({ index: path, out: join(folder, 'never') })).rejects.toThrow(`runbooks.0.x-listing.${field}`)
})

test('a tarball that is not the one of the index is refused, and the others are built', async () => {
  const broken = ownIndex()
  const [first] = broken.runbooks
  if (!first) throw new Error('the index is empty')
  first['x-listing'].tarball.integrity = `sha512-${'A'.repeat(86)}==`
  const path = join(folder, 'from/other-bytes.json')
  writeFileSync(path, JSON.stringify(broken))
  const result = await buildSite({ index: path, out: join(folder, 'refusing') })
  expect(result.refused.map(({ slug, reason }) => [slug, reason])).toEqual([
    [first.slug, expect.stringContaining('checksum')]
  ])
  expect(result.runbooks).toBe(broken.runbooks.length - 1)
  expect(readFileSync(join(folder, 'refusing/index.html'), 'utf8')).toContain('could not be shown')
})

test('of a gated runbook no file holds the text', async () => {
  const gated = ownIndex()
  const entry = gated.runbooks.find(({ slug }) => slug === 'stripe-webhook-failure')
  if (!entry) throw new Error('the runbook is missing')
  entry.entitlement = 'stripe_runbook'
  const path = join(folder, 'from/gated.json')
  writeFileSync(path, JSON.stringify(gated))
  const place = join(folder, 'gated')
  await buildSite({ index: path, out: place, buyUrl: 'https://shop.test/-/gate/buy/{entitlement}' })
  const all = filesIn(place)
  expect(all.get('r/stripe-webhook-failure/index.html')).toContain('https://shop.test/-/gate/buy/stripe_runbook')
  const page = all.get('r/stripe-webhook-failure/index.html') ?? ''
  // What the text is needed for is not offered either.
  const dead = [...page.matchAll(/ href="#([^"]+)"/g)].filter(([, id]) => !page.includes(` id="${id}"`))
  expect(dead.map(([link]) => link)).toEqual([])
  expect(page).not.toContain('or read on')
  const readme = readFileSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure/README.md'), 'utf8')
  const { steps } = parseRunbook(readme)
  const closed = steps.flatMap((step) => [
    ...step.commands.flatMap(({ code }) => code.split('\n')),
    ...step.branches.map(({ text }) => text),
    ...step.fields.map(({ text }) => text)
  ])
  const telling = closed.map((text) => text.trim()).filter((text) => text.length > 40 && text.includes(' '))
  expect(telling.length).toBeGreaterThan(50)
  for (const [name, content] of all) {
    if (!name.includes('stripe-webhook-failure') && !name.startsWith('assets/search')) continue
    const plain = content
      .replace(/<[^>]+>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
    expect(
      telling.filter((text) => plain.includes(text)),
      name
    ).toEqual([])
  }
})

test('an address that was published and is missing fails the build by name; one that is explained becomes a page', async () => {
  const published = join(folder, 'urls.json')
  await buildSite({ index, out: join(folder, 'recorded'), published, record: true })
  const urls = JSON.parse(readFileSync(published, 'utf8'))
  expect(urls.pages['r/stripe-webhook-failure/']).toContain('find-out-who-answers')
  expect(urls.pages['r/stripe-webhook-failure/']).toContain('step-1-find-out-who-answers')
  await buildSite({ index, out: join(folder, 'recorded'), published })

  urls.pages['r/stripe-webhook-failure/'].push('a-step-of-old')
  urls.pages['r/gone/'] = ['its-step']
  writeFileSync(published, JSON.stringify(urls))
  const failing = buildSite({ index, out: join(folder, 'recorded'), published })
  await expect(failing).rejects.toThrow(MissingAddressError)
  await expect(failing).rejects.toThrow('/r/stripe-webhook-failure/#a-step-of-old, /r/gone/')

  urls.pages['r/stripe-webhook-failure/'].pop()
  urls.gone = { 'r/gone/': { reason: 'Replaced.', see: 'r/stripe-webhook-failure/' } }
  writeFileSync(published, JSON.stringify(urls))
  await buildSite({ index, out: join(folder, 'recorded'), published })
  const page = readFileSync(join(folder, 'recorded/r/gone/index.html'), 'utf8')
  expect(page).toContain('id="its-step"')
  expect(page).toContain('href="../../r/stripe-webhook-failure/"')
})

test('without an address of the site nothing claims to have one', async () => {
  const place = join(folder, 'nowhere')
  await buildSite({ index, out: place })
  expect(existsSync(join(place, 'sitemap.xml'))).toBe(false)
  expect(readFileSync(join(place, 'index.html'), 'utf8')).not.toMatch(/canonical|og:|ld\+json/)
  expect(files.get('sitemap.xml')).toContain('<loc>https://runbooks.test/r/stripe-webhook-failure/</loc>')
})

test('the search finds in the same order as `keys find`, whatever the words', () => {
  const data = [...files].find(([path]) => path.startsWith('assets/search-') && path.endsWith('.json'))?.[1] ?? '[]'
  const rows = JSON.parse(data) as SearchRow[]
  const pages = createSearch(rows.map(documentOfRow))
  const terminal = createSearch(
    ownIndex().runbooks.map((entry) => {
      const readme = readFileSync(join(REPOSITORY, 'runbook-keys', entry.slug, 'README.md'), 'utf8')
      return searchDocument(entry, parseRunbook(readme))
    })
  )
  const words = rows.flatMap(({ description, signals }) =>
    `${description} ${signals.map(({ text }) => text).join(' ')}`.split(/\s+/)
  )
  const queries = fc.oneof(
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((list) => list.join(' ')),
    fc.constantFrom(...rows.flatMap(({ signals }) => signals.map(({ text }) => text))),
    fc.string({ maxLength: 40 })
  )
  fc.assert(
    fc.property(queries, (query) => {
      const [a, b] = [pages.find(query, 100), terminal.find(query, 100)]
      expect(a.results.map(({ document, score }) => [document.slug, score])).toEqual(
        b.results.map(({ document, score }) => [document.slug, score])
      )
    }),
    { numRuns: 300 }
  )
})

test('branches, fields and endings are marked in the text', () => {
  const html = files.get('r/stripe-webhook-failure/index.html') ?? ''
  const { steps } = parseRunbook(
    readFileSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure/README.md'), 'utf8')
  )
  const written = steps.flatMap(({ branches }) => branches).length
  expect([...html.matchAll(/<li class="branch">/g)].length).toBe(written)
  expect(html).toContain('<strong class="ending e-escalate">STOP: escalate</strong>')
  expect(html).toContain('class="field f-precondition"')
})

test('every way of a graph stands in the table of branches, with where it leads and what drills walked', () => {
  for (const { slug } of ownIndex().runbooks) {
    const model = JSON.parse(readFileSync(join(REPOSITORY, 'runbook-keys', slug, 'runbook.json'), 'utf8')) as PackModel
    const [table = ''] = /<table class="branches">.*?<\/table>/s.exec(files.get(`r/${slug}/index.html`) ?? '') ?? []
    const rows = [...table.matchAll(/<tr(?: class="first")?>(?:<th.*?<\/th>)?(.*?)<\/tr>/gs)].slice(1)
    const cells = rows.map(([, row = '']) =>
      [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]+>/g, ''))
    )
    expect(cells.length, slug).toBe(model.runbook.graph.edges.length)
    for (const [condition, target, drills] of cells) {
      expect(
        [condition, target].every((text) => (text ?? '').length > 0),
        `${slug}: ${condition}`
      ).toBe(true)
      expect(drills).toMatch(/^(?:walked|not walked|only production can show it|not counted)(?: \(\d+ scenarios?\))?$/)
    }
  }
})

test('a runbook names those that it sends to and those that send to it, and they name it too', () => {
  const listsOf = (slug: string): { sendsTo: string[]; isSentToBy: string[] } => {
    const html = files.get(`r/${slug}/index.html`) ?? ''
    const list = (title: string): string[] => {
      const [, found = ''] = new RegExp(`<h3>${title}</h3><ul>(.*?)</ul>`, 's').exec(html) ?? []
      return [...found.matchAll(/href="[./]*r\/([^/]+)\/"/g)].map(([, other = '']) => other).toSorted()
    }
    return { sendsTo: list('Sends to'), isSentToBy: list('Is sent to by') }
  }
  const { runbooks } = ownIndex()
  for (const { slug, related_runbooks: related = [] } of runbooks) {
    const { sendsTo, isSentToBy } = listsOf(slug)
    expect(sendsTo, slug).toEqual(related.toSorted())
    const referrers = runbooks.filter((other) => other.related_runbooks?.includes(slug) === true)
    expect(isSentToBy, slug).toEqual(referrers.map((other) => other.slug).toSorted())
  }
  expect(runbooks.some(({ related_runbooks: related = [] }) => related.length > 0)).toBe(true)
})

test('each public incident stands on the page of its runbook with how it ends, and the home page counts them', () => {
  let count = 0
  for (const { slug, 'x-listing': listing } of ownIndex().runbooks) {
    const html = files.get(`r/${slug}/index.html`) ?? ''
    const [, panel = ''] = /<ul class="incidents">(.*?)<\/section>/s.exec(html) ?? []
    const verdicts = [...panel.matchAll(/<span class="verdict v-([\w-]+)">/g)].map(([, verdict]) => verdict)
    expect(verdicts.length, slug).toBe(listing.incidents.total)
    expect(verdicts.filter((verdict) => verdict === 'right').length, slug).toBe(listing.incidents.right)
    expect(verdicts.filter((verdict) => verdict === 'sent-on').length, slug).toBe(listing.incidents.sent_on)
    count += verdicts.length
  }
  expect(count).toBeGreaterThan(0)
  expect(files.get('index.html')).toContain(`<b>${count}</b> public incidents held against them`)
})

test('each script of a pack is read at the first step that runs it, once, and on the page of the files', () => {
  for (const { slug } of ownIndex().runbooks) {
    const readme = readFileSync(join(REPOSITORY, 'runbook-keys', slug, 'README.md'), 'utf8')
    const model = JSON.parse(readFileSync(join(REPOSITORY, 'runbook-keys', slug, 'runbook.json'), 'utf8')) as PackModel
    const html = files.get(`r/${slug}/index.html`) ?? ''
    const run = model.runbook.steps.flatMap(({ commands }) => commands.flatMap(({ scripts = [] }) => scripts))
    for (const path of new Set(run.map((script) => script.path))) {
      expect(html.split(`<summary>Read <code>${path}</code></summary>`), `${slug} ${path}`).toHaveLength(2)
      expect(files.get(`r/${slug}/files/index.html`)).toContain(`id="${path.replaceAll('/', '-')}"`)
    }
    expect(run.length > 0, slug).toBe(readme.includes('$RUNBOOK/scripts/'))
  }
})

test('each line of a graph says what drills walked of it, as the index counts it', () => {
  for (const { slug, 'x-listing': listing } of ownIndex().runbooks) {
    const html = files.get(`r/${slug}/index.html`) ?? ''
    const counted = listing.coverage?.by_branch ?? []
    const states = new Set(counted.map(({ state }) => state))
    const said = counted.length === 0 ? '' : 'd-(?:walked|not-walked|production-only|not-counted)'
    const lines = [...html.matchAll(/<path class="([^"]*)" data-from="/g)].map(([, name = '']) => name)
    expect(lines.length, slug).toBeGreaterThan(10)
    for (const name of lines) expect(name, slug).toMatch(new RegExp(`^(?:link )?${said}$`))
    for (const state of ['walked', 'not-walked', 'production-only'] as const) {
      expect(html.includes(`<span class="d-${state}"><svg viewBox="0 0 20 4"`), `${slug} ${state}`).toBe(
        states.has(state)
      )
    }
  }
})

describe('the page for what is not there', () => {
  test('is a page like the others, whose links begin at the root of the site', () => {
    const page = files.get('404.html') ?? ''
    expect(page).toMatch(/<link rel="stylesheet" href="\/assets\/style-/)
    expect(page).toContain('<form class="find" action="/"')
    expect(page).toContain('href="/a/"')
    expect([...page.matchAll(/(?:href|src|action)="([^"]*)"/g)].filter(([, to = '']) => !/^[/#]/.test(to))).toEqual([])
  })

  test.each([
    ['https://runbooks.example/x/', '/', '/x/'],
    [undefined, '/', '/'],
    [undefined, '/x/y/', '/x/y/']
  ])('stands where the site stands: %s, served below %s', async (siteUrl, base, root) => {
    const folder = temporaryFolder()
    const out = join(folder, 'site')
    await buildSite({ index: INDEX, out, siteUrl })
    const { server, url } = await serveSite({ folder: out, port: 0, base })
    onTestFinished(() => void server.close())
    const response = await fetch(`${url}nothing/is/here`)
    const text = await response.text()
    expect(response.status).toBe(404)
    expect(text).toContain(`<a class="brand" href="${root}">`)
    expect(text).toContain(`data-root="${root}"`)
  })
})
