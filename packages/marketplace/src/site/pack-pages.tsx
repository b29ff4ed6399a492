/**
 * All pages of one runbook: its newest version, every kept version, its scripts, and its machine-readable twins.
 */
import type { ToTree } from '@keys/parser'
import type { ListedVersion, Runbook } from '@keys/schema'
import { searchDocument, type SearchDocument } from '@keys/search'
import { writePage } from '../pages/layout.js'
import { runbookBody, runbookPage } from '../pages/runbook.js'
import { filesPage } from '../pages/files.js'
import type { ProseLinks } from '../prose/links.js'
import { plainProse, runbookProse, scriptHtml, type ProsePart } from '../prose/prose.js'
import type { ListedPack } from '../read/listing.js'
import { keyPath, placed, ROOT, runbookPath, versionPath } from './addresses.js'
import { cardOf, type Card } from './cards.js'
import { twinOf } from './twin.js'
import type { PackInput, SiteFiles, SiteSettings } from './types.js'
import { anchorsIn } from './urls.js'
import { formerIdsIn, stepChanges, versionLines } from './versions.js'

/** The pages of a runbook, and what other pages need to know of it. */
export interface PackPages {
  files: SiteFiles
  /** Ids that can be linked, by the path of each page. */
  anchors: Record<string, string[]>
  card: Card
  document: SearchDocument
  steps: readonly Pick<Runbook['steps'][number], 'kind' | 'effect'>[]
  incidents: number
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
  const files: SiteFiles = new Map()
  const anchors: Record<string, string[]> = {}
  const { entry } = input
  const isGated = entry.entitlement !== undefined
  const all = [pack, ...older.map((version) => version.pack)]
  const versions = versionLines(entry, all)
  for (const [index, one] of all.entries()) {
    const shown = isGated ? closed(one) : one
    const texts = textsOf(shown, input, isGated, toTree)
    const twin = `${JSON.stringify(twinOf(shown, isGated), null, 1)}\n`
    const formerIds = index === 0 ? formerIdsIn(all) : new Map<string, string[]>()
    const { prose, changelog, setup, scripts } = texts
    const body = runbookBody(
      {
        ...input,
        entry: one.entry,
        pack: shown,
        prose,
        changelog,
        versions,
        formerIds,
        scripts: texts.scripts,
        changes: isGated ? new Map() : stepChanges(versions, all, index)
      },
      settings
    )
    const ids = anchorsIn(body)
    for (const isVersioned of index === 0 ? [false, true] : [true]) {
      const path = isVersioned ? versionPath(entry.slug, one.entry.version) : runbookPath(entry.slug)
      const page = runbookPage({ entry: one.entry, isVersioned }, placed(body, path))
      files.set(`${path}index.html`, writePage(page, settings))
      anchors[path] = ids
      files.set(`${path}index.json`, twin)
      if (isGated) continue
      files.set(`${path}README.md`, shown.readme)
      const other = filesPage(path, shown, { setup: setup === null ? null : placed(setup, `${path}files/`), scripts })
      if (!other) continue
      const html = writePage(other, settings)
      files.set(`${other.path}index.html`, html)
      files.set(`${other.path}index.json`, `${JSON.stringify(other.twin)}\n`)
      anchors[other.path] = anchorsIn(html)
    }
  }
  return {
    files,
    anchors,
    card: cardOf(entry, pack.model.runbook.steps),
    document: searchDocument(entry, isGated ? { ...pack.model.runbook, redirections: [] } : pack.model.runbook),
    steps: pack.model.runbook.steps.map(({ kind, effect }) => ({ kind, effect })),
    incidents: isGated ? 0 : pack.incidents.length
  }
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
