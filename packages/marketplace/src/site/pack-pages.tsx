/**
 * All pages of one runbook: its newest version, every kept version, its scripts, and its machine-readable twins.
 */
import type { ToTree } from '@keys/parser'
import type { ListedVersion, Runbook } from '@keys/schema'
import { searchDocument, type SearchDocument } from '@keys/search'
import { pageAround } from '../pages/layout.js'
import { runbookBody, runbookPage } from '../pages/runbook.js'
import { closedFiles, filesBody, filesPage, filesTwin } from '../pages/files.js'
import type { ProseLinks } from '../prose/links.js'
import { plainProse, runbookProse, scriptHtml, type ProsePart } from '../prose/prose.js'
import type { ListedPack } from '../read/listing.js'
import { keyPath, ROOT, runbookPath } from './addresses.js'
import { cardOf, type Card } from './cards.js'
import { SharedBody } from './shared-body.js'
import { twinOf } from './twin.js'
import type { PackInput, SiteSettings } from './types.js'
import { updatesOf, type Update } from './updates.js'
import { anchorsIn } from './urls.js'
import { formerIdsIn, stepChanges, versionLines, withoutText } from './versions.js'

/** The pages of a runbook, and what other pages need to know of it. */
export interface PackPages {
  /** Contents by path: what lies at two addresses is the same object. */
  files: Map<string, Uint8Array>
  /** Ids that can be linked, by the path of each page. */
  anchors: Record<string, string[]>
  card: Card
  document: SearchDocument
  steps: readonly Pick<Runbook['steps'][number], 'kind' | 'effect'>[]
  incidents: number
  updates: readonly Update[]
}

/** An older version, read from its tarball. */
export interface OlderVersion {
  listed: ListedVersion
  pack: ListedPack
}

/**
 * Renders a runbook.
 * @param input Its entry and what it needs to know of others.
 * @param pack What lies in its tarball.
 * @param older Its older versions that are at hand, the newest first.
 * @param settings What all pages have in common.
 * @param toTree The Markdown engine.
 */
export function packPages(
  input: PackInput,
  pack: ListedPack,
  older: readonly OlderVersion[],
  settings: SiteSettings,
  toTree: ToTree
): PackPages {
  const files: PackPages['files'] = new Map()
  const anchors: Record<string, string[]> = {}
  const { entry } = input
  const isGated = entry.entitlement !== undefined
  const all = [pack, ...older.map((version) => version.pack)]
  const lines = versionLines(entry, all)
  const versions = isGated ? withoutText(lines, all) : lines
  for (const [index, one] of all.entries()) {
    const shown = isGated ? closed(one) : one
    const texts = textsOf(shown, input, isGated, toTree)
    const twin = json(twinOf(shown, isGated), 1)
    const formerIds = index === 0 ? formerIdsIn(all) : new Map<string, string[]>()
    const { prose, changelog, scripts } = texts
    const body = runbookBody(
      {
        ...input,
        entry: one.entry,
        pack: shown,
        prose,
        changelog,
        versions,
        formerIds,
        scripts,
        changes: isGated ? new Map() : stepChanges(versions, all, index)
      },
      settings
    )
    const page = sharedPage(body)
    const other = filesBody(shown, isGated ? closedFiles(one) : texts)
    const filesOf = other === null ? null : { ...sharedPage(other), twin: json(filesTwin(shown)) }
    const readme = isGated ? null : Buffer.from(shown.readme)
    for (const isVersioned of index === 0 ? [false, true] : [true]) {
      const own = runbookPage({ entry: one.entry, isVersioned })
      const { path } = own
      files.set(`${path}index.html`, pageAround(own, page.body, settings))
      files.set(`${path}index.json`, twin)
      anchors[path] = page.ids
      if (readme !== null) files.set(`${path}README.md`, readme)
      if (filesOf === null) continue
      const beside = filesPage(path, shown)
      files.set(`${beside.path}index.html`, pageAround(beside, filesOf.body, settings))
      files.set(`${beside.path}index.json`, filesOf.twin)
      anchors[beside.path] = filesOf.ids
    }
  }
  return {
    files,
    anchors,
    card: cardOf(entry, pack.model.runbook.steps),
    document: searchDocument(entry, isGated ? { ...pack.model.runbook, redirections: [] } : pack.model.runbook),
    steps: pack.model.runbook.steps.map(({ kind, effect }) => ({ kind, effect })),
    incidents: isGated ? 0 : pack.incidents.length,
    updates: updatesOf(
      entry,
      pack.changelog,
      all.map((one) => one.entry.version),
      toTree
    )
  }
}

function sharedPage(html: string): { body: SharedBody; ids: string[] } {
  return { body: new SharedBody(html), ids: anchorsIn(html) }
}

function json(value: unknown, indent = 0): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, indent)}\n`)
}

/** The texts of a pack as HTML. They are the same on each of its pages, but for the way to the root of the site. */
interface PackTexts {
  prose: readonly ProsePart[] | null
  changelog: string
  setup: string | null
  /** By path. */
  scripts: ReadonlyMap<string, string>
}

function textsOf(pack: ListedPack, input: PackInput, isGated: boolean, toTree: ToTree): PackTexts {
  const links = linksOf(input, pack, false)
  return {
    prose: isGated ? null : runbookProse(pack.readme, pack.model.runbook, toTree, links),
    changelog: plainProse(pack.changelog, toTree, links),
    setup: pack.setup === null ? null : plainProse(pack.setup, toTree, linksOf(input, pack, true)),
    scripts: new Map([...pack.scripts].map(([path, code]) => [path, scriptHtml(path, code)]))
  }
}

/** What of a gated pack may be shown: its listing, the outline of its graph, its changelog. Nothing else is even rendered. */
function closed(pack: ListedPack): ListedPack {
  const { runbook, checklist } = pack.model
  const steps = runbook.steps.map((step) => ({ ...step, prose: [], fields: [], commands: [], branches: [] }))
  const edges = runbook.graph.edges.map((edge) => ({ ...edge, condition: null }))
  return {
    ...pack,
    readme: '',
    setup: null,
    scripts: new Map(),
    incidents: [],
    model: {
      checklist: { ...checklist, phases: [], definitions: [], blocks: [] },
      runbook: {
        ...runbook,
        introduction: [],
        sections: [],
        steps,
        firstMinute: [],
        redirections: [],
        prohibitions: [],
        escalation: { triggers: [], contacts: [] },
        evidence: [],
        followUps: [],
        inputs: [],
        references: [],
        definitions: [],
        blocks: [],
        graph: { ...runbook.graph, edges }
      }
    }
  }
}

function linksOf({ neighbors }: PackInput, pack: ListedPack, isOnFiles: boolean): ProseLinks {
  const slugs = new Set([...neighbors.related, ...neighbors.referrers].map(({ slug }) => slug))
  return {
    runbook: (slug) => (slugs.has(slug) || slug === pack.entry.slug ? `${ROOT}${runbookPath(slug)}` : null),
    key: (name) => (neighbors.keys[name] ? `${ROOT}${keyPath(name)}` : null),
    file(name) {
      const runbook = isOnFiles ? '../' : ''
      if (name === 'checklist.md') return `${runbook}#rk-checklist`
      if (name === 'CHANGELOG.md') return `${runbook}#rk-versions`
      if (name === 'LICENSE.txt') return `${runbook}#rk-license`
      if (pack.scripts.has(name) || (name === 'SETUP.md' && pack.setup !== null)) {
        return `${isOnFiles ? '' : 'files/'}#${name.replaceAll('/', '-')}`
      }
      return null
    }
  }
}
