/**
 * Builds the site from an index and its tarballs, and from nothing else.
 */
import { makeFolders } from '@keys/pack'
import { publishedUrlsSchema, type PublishedUrls } from '@keys/schema'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withdrawnPage } from '../pages/withdrawn.js'
import { writePage } from '../pages/layout.js'
import { ListingError, readIndex, type RefusedPack } from '../read/listing.js'
import { neighborsIn } from '../site/neighbors.js'
import type { PackPages } from '../site/pack-pages.js'
import { searchRow } from '../site/search-data.js'
import { sitePages } from '../site/site-pages.js'
import { alertsIn } from '../site/alerts.js'
import { alertPath } from '../site/addresses.js'
import type { SiteFiles, SiteSettings } from '../site/types.js'
import { anchorsIn, joinedUrls, missingUrls } from '../site/urls.js'
import { readAssets } from './assets.js'
import { renderAll } from './render-all.js'
import type { RenderResult } from './render-pack.js'
import { readState, stampOf, writeState, type BuildState } from './state.js'
import { removeFiles, writeFiles } from './write.js'

export interface BuildOptions {
  /** The path of assets-index.json; tarballs lie where it says, relative to it. */
  index: string
  /** The folder of the site. */
  out: string
  /** The address under which the site will stand. */
  siteUrl?: string | undefined
  /** Where gated runbooks are bought, with `{slug}` and `{entitlement}` to fill in. */
  buyUrl?: string | undefined
  /** The file of all addresses ever published; null for none. */
  published?: string | undefined
  /** Whether the addresses of this build are added to that file. */
  record?: boolean | undefined
}

export interface BuildResult {
  /** Runbooks that have pages. */
  runbooks: number
  /** Of these, how many were rendered now; the others had not changed. */
  rendered: number
  refused: readonly RefusedPack[]
  files: number
}

/** A page or an anchor that was published is missing: nothing may be published like that. */
export class MissingAddressError extends Error {
  override name = 'MissingAddressError'

  /** @param missing The addresses, relative to the root of the site. */
  constructor(missing: readonly string[]) {
    const list = missing.slice(0, 10).join(', ')
    super(
      `${missing.length} published ${missing.length === 1 ? 'address is' : 'addresses are'} missing: ${list}. Keep former ids in the runbook, or say in the file of published addresses under "gone" what to read instead.`
    )
  }
}

/**
 * Builds the site.
 * @param options From where, and where to.
 * @throws {ListingError} When the index cannot be used.
 * @throws {MissingAddressError} When an address that was published is missing.
 */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const assets = readAssets()
  const text = readFileSync(options.index, 'utf8')
  const published = readPublished(options.published)
  const stateFile = `${options.out}.state.json`
  const state = readState(stateFile)
  const stamp = stampOf(assets.version, text, options.siteUrl ?? '', options.buyUrl ?? '', published)
  const packsBefore = Object.values(state?.packs ?? {})
  if (state?.stamp === stamp && existsSync(join(options.out, 'index.html'))) {
    const refused = packsBefore.flatMap(({ result }) => (result.ok ? [] : [refusedOf(result)]))
    return { runbooks: packsBefore.length - refused.length, rendered: 0, refused, files: state.files.length }
  }
  const index = readIndex(text)
  const settings: SiteSettings = {
    assets: assets.names,
    siteUrl: options.siteUrl ?? null,
    buyUrl: options.buyUrl ?? null,
    generatedAt: index.generated_at
  }
  makeFolders(options.out)
  const neighbors = neighborsIn(index)
  const known: BuildState['packs'] = {}
  const tasks = index.runbooks.flatMap((entry) => {
    const input = { entry, neighbors: neighbors(entry) }
    const own = stampOf(assets.version, settings, input)
    const before = state?.packs[entry.slug]
    const isThere =
      before?.stamp === own && before.result.ok && existsSync(join(options.out, `r/${entry.slug}/index.html`))
    if (isThere) {
      known[entry.slug] = before
      return []
    }
    return [{ stamp: own, input }]
  })
  const results = await renderAll(
    tasks.map(({ input }) => input),
    { settings, from: dirname(options.index), to: options.out }
  )
  for (const [place, result] of results.entries()) known[result.slug] = { stamp: tasks[place]?.stamp ?? '', result }
  const done = index.runbooks.flatMap(({ slug }) => (known[slug] ? [known[slug].result] : []))
  const titles = new Map(index.runbooks.map(({ slug, title }) => [slug, title]))
  const refused = done.flatMap((result) =>
    result.ok ? [] : [{ ...refusedOf(result), title: titles.get(result.slug) ?? '' }]
  )

  const files: SiteFiles = new Map()
  const packs = new Map<string, Omit<PackPages, 'files' | 'anchors'>>()
  for (const result of done) if (result.ok) packs.set(result.slug, result.pack)
  const search = `${JSON.stringify([...packs.values()].map(searchRow))}\n`
  const searchData = `assets/search-${createHash('sha256').update(search).digest('hex').slice(0, 8)}.json`
  files.set(searchData, search)
  const offline = offlineFiles(done, assets.files, search.length)
  for (const [path, content] of sitePages({ index, packs, refused, searchData, sizes: offline.sizes }, settings)) {
    files.set(path, content)
  }
  const kept = [...offline.paths, searchData, ...[...files.keys()].filter((path) => path.endsWith('index.html'))]
  files.set('offline.json', `${JSON.stringify(kept.map((path) => path.replace(/index\.html$/, '')))}\n`)

  const urls = urlsOf(done, files, settings, alertsIn(index.runbooks.filter(({ slug }) => packs.has(slug))))
  for (const [path, page] of withdrawn(published, urls, settings)) {
    files.set(`${path}index.html`, page)
    files.set(`${path}index.json`, `${JSON.stringify({ gone: true, ...published?.gone?.[path] })}\n`)
    urls.pages[path] = anchorsIn(page)
  }
  const missing = published === null ? [] : missingUrls(published, urls)
  if (missing.length > 0) throw new MissingAddressError(missing)
  const all = joinedUrls(published, urls)
  files.set('urls.json', `${JSON.stringify(all)}\n`)
  if (options.record === true && options.published !== undefined) {
    writeFileSync(options.published, `${JSON.stringify(all, null, 1)}\n`)
  }

  const written = [...writeFiles(options.out, files), ...writeFiles(options.out, assets.files)].map(([path]) => path)
  const present = [...written, ...done.flatMap((result) => (result.ok ? result.files.map(([path]) => path) : []))]
  const now = new Set(present)
  removeFiles(
    options.out,
    (state?.files ?? []).filter((path) => !now.has(path))
  )
  writeState(stateFile, { stamp, packs: known, files: present })
  return { runbooks: packs.size, rendered: tasks.length, refused, files: present.length }
}

function refusedOf(result: RenderResult & { ok: false }): RefusedPack {
  return { slug: result.slug, title: result.slug, reason: result.reason }
}

function readPublished(path: string | undefined): PublishedUrls | null {
  if (path === undefined || !existsSync(path)) return null
  const result = publishedUrlsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new ListingError(`${path} is not a list of published addresses: ${issue?.path.join('.')}: ${issue?.message}`)
}

/** What is kept when everything is: of runbooks the newest version, as a page. */
function offlineFiles(
  done: readonly RenderResult[],
  assets: ReadonlyMap<string, Buffer>,
  searchBytes: number
): { paths: string[]; sizes: { files: number; bytes: number } } {
  const pages = done.flatMap((result) =>
    result.ok ? result.files.filter(([path]) => /^r\/[^/]+\/(?:files\/)?index\.html$/.test(path)) : []
  )
  const own = [...assets]
    .filter(([path]) => path.startsWith('assets/'))
    .map(([path, { length }]) => [path, length] as const)
  const all = [...pages, ...own]
  const bytes = all.reduce((sum, [, size]) => sum + size, searchBytes)
  return { paths: all.map(([path]) => path), sizes: { files: all.length + 1, bytes } }
}

function urlsOf(
  done: readonly RenderResult[],
  files: SiteFiles,
  { siteUrl }: SiteSettings,
  alerts: readonly { name: string }[]
): PublishedUrls {
  const pages: Record<string, string[]> = {}
  for (const result of done) if (result.ok) Object.assign(pages, result.anchors)
  for (const [path, content] of files) {
    if (path.endsWith('index.html')) pages[path.slice(0, -'index.html'.length)] = anchorsIn(content)
  }
  const sorted = Object.entries(pages).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    version: '1.0',
    site: siteUrl,
    pages: Object.fromEntries(sorted),
    alerts: Object.fromEntries(alerts.map(({ name }) => [name, alertPath(name)])),
    gone: {}
  }
}

/** Pages for addresses of which the file of published ones says why they are gone. */
function withdrawn(published: PublishedUrls | null, urls: PublishedUrls, settings: SiteSettings): Map<string, string> {
  const pages = new Map<string, string>()
  for (const [path, note] of Object.entries(published?.gone ?? {})) {
    if (urls.pages[path] !== undefined) continue
    const page = withdrawnPage(path, note, published?.pages[path] ?? [])
    pages.set(path, writePage(page, settings))
  }
  return pages
}
