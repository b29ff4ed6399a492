/**
 * The pages that stand beside those of runbooks, from what these came to.
 */
import { referenceNamesOf, type AssetsIndex, type IndexedRunbook } from '@keys/schema'
import { coveragePage, notFoundPage, offlinePage, rulePage, rulesPage } from '../pages/about.js'
import { alertPage, alertsPage } from '../pages/alerts.js'
import { feedsPage } from '../pages/feeds.js'
import { homePages } from '../pages/home.js'
import { ICON } from '../pages/icons.js'
import { keyPage, keysPage, type NamedKey } from '../pages/keys.js'
import { writePage, type Page } from '../pages/layout.js'
import type { RefusedPack } from '../read/listing.js'
import { alertsIn } from './alerts.js'
import { feeds } from './feeds.js'
import { sitemap } from './sitemap.js'
import { neighborOf } from './neighbors.js'
import type { PackPages } from './pack-pages.js'
import { headerFiles } from './policy.js'
import type { SiteFiles, SiteSettings } from './types.js'

/** What the pages of a site, other than those of runbooks, are made of. */
export interface SiteInput {
  index: AssetsIndex
  /** What each runbook that could be shown came to, by slug. */
  packs: ReadonlyMap<string, Omit<PackPages, 'files' | 'anchors'>>
  refused: readonly RefusedPack[]
  searchData: string
  /** How many files the runbooks have, and their bytes. */
  sizes: { files: number; bytes: number }
}

/** All files beside the pages of runbooks. */
export function sitePages(input: SiteInput, settings: SiteSettings): SiteFiles {
  const { index, packs, refused, searchData, sizes } = input
  const runbooks = index.runbooks.filter(({ slug }) => packs.has(slug))
  const alerts = alertsIn(runbooks)
  const keys = namedKeys(index, runbooks)
  const rules = (index.rules ?? []).toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const steps = new Map([...packs].map(([slug, pack]) => [slug, pack.steps]))
  const cards = [...packs.values()].map(({ card }) => card)
  const updated = runbooks.map((entry) => ({ entry, updates: packs.get(entry.slug)?.updates ?? [] }))
  const incidents = [...packs.values()].reduce((sum, pack) => sum + pack.incidents, 0)
  const pages: Page[] = [
    ...homePages({ cards, refused, examples: examplesIn(runbooks), searchData, incidents }, settings),
    alertsPage(alerts, runbooks),
    ...alerts.map((alert) => alertPage(alert, steps, settings)),
    keysPage(keys),
    ...keys.map(keyPage),
    rulesPage(rules),
    ...rules.map(rulePage),
    coveragePage(runbooks),
    feedsPage(runbooks),
    offlinePage(sizes.files, sizes.bytes)
  ]
  const files: SiteFiles = new Map(pages.map((page) => [`${page.path}index.html`, writePage(page, settings)]))
  for (const { path, twin } of pages) if (twin !== undefined) files.set(`${path}index.json`, json(twin))
  for (const [path, content] of feeds(updated, settings.generatedAt, settings.siteUrl)) files.set(path, content)
  for (const [path, content] of headerFiles()) files.set(path, content)
  if (settings.siteUrl !== null) {
    for (const [path, content] of sitemap(runbooks, settings.siteUrl)) files.set(path, content)
  }
  files.set('icon.svg', ICON)
  const root = settings.siteUrl === null ? '/' : new URL(settings.siteUrl).pathname
  files.set('404.html', writePage(notFoundPage(root), settings))
  files.set('index.json', json(index))
  return files
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

function namedKeys(index: AssetsIndex, runbooks: readonly IndexedRunbook[]): NamedKey[] {
  return [...index.node_keys, ...index.jupyter_keys].flatMap((key) =>
    referenceNamesOf(key).map((name) => {
      const referrers = runbooks.filter(({ references_node_keys: node = [], references_jupyter_keys: jupyter = [] }) =>
        [...node, ...jupyter].includes(name)
      )
      return { name, key, referrers: referrers.map(neighborOf) }
    })
  )
}

/** Log lines to try the search with: one of each of some runbooks, short enough to be read. */
function examplesIn(runbooks: readonly IndexedRunbook[]): string[] {
  return runbooks
    .flatMap(({ 'x-listing': { signals } }) => {
      const code = signals.flatMap(({ kind, code }) => (kind === 'log' || kind === 'alert' ? code : []))
      return code.filter((text) => text.length > 10 && text.length <= 48).slice(0, 1)
    })
    .slice(0, 4)
}
