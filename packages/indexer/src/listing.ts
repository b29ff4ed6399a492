/**
 * The pure part of indexing: from a pack and its models to its entry in the index.
 */
import {
  INDEX_VERSION,
  type AssetsIndex,
  type Catalog,
  type Changelog,
  type Checklist,
  type DrillCoverage,
  type IncidentCounts,
  type IndexedRunbook,
  type ListedRule,
  type ListedVersion,
  type Listing,
  type Pack,
  type Runbook
} from '@keys/schema'
import { searchDocument } from '@keys/search'
import { branchCoverage } from './branch-coverage.js'

/** A pack that is valid, with all that its entry is made of. */
export interface IndexablePack {
  /** The name of its package. */
  name: string
  pack: Pack
  runbook: Runbook
  checklist: Checklist
  changelog: Changelog
  contentHash: string
  /** What its last drill walked of this very text; null when it has none. */
  coverage: DrillCoverage | null
  incidents: IncidentCounts
  tarball: { integrity: string; size: number }
  /** The day on which the result of its drill last changed; null where no git tells it. */
  drilledOn: string | null
  /** Its versions before this one, the newest first. */
  olderVersions: readonly ListedVersion[]
}

/**
 * The path of the tarball of a pack, relative to the index: the file has the name that npm gives it.
 * @param name The name of its package.
 * @param version Its version.
 */
export function tarballPath(name: string, version: string): string {
  return `packs/${name.slice(1).replace('/', '-')}-${version}.tgz`
}

/**
 * The entry of a pack.
 * @param indexable The pack.
 * @throws When its changelog has no entry; a pack that validates has one.
 */
export function indexedRunbook(indexable: IndexablePack): IndexedRunbook {
  const { name, pack, runbook, checklist, changelog, contentHash, coverage, incidents, tarball } = indexable
  const newest = changelog.entries[0]
  if (!newest) throw new Error(`${pack.slug}: CHANGELOG.md has no entry`)
  const tarballIn = { path: tarballPath(name, pack.version), ...tarball }
  const version = { version: pack.version, date: newest.date, tarball: tarballIn, content_hash: contentHash }
  const listing: Listing = {
    package: name,
    install: `npm install ${name}`,
    tarball: tarballIn,
    content_hash: contentHash,
    counts: {
      steps: runbook.steps.length,
      branches: sum(runbook.steps.map((step) => step.branches.length)),
      commands: sum(runbook.steps.map((step) => step.commands.length + ownedCommands(step.fields))),
      checklist_items: sum(checklist.phases.map((phase) => phase.items.length))
    },
    signals: runbook.signals.map(({ kind, text, code }) => ({ kind, text, code })),
    sections: runbook.sections.map(({ kind, title, anchor }) => ({ kind, title, anchor })),
    coverage: coverage && coverageOf(coverage, indexable),
    incidents: { right: incidents.right, sent_on: incidents.sentOn, total: incidents.total },
    changelog: { version: newest.version ?? pack.version, date: newest.date, text: newest.text },
    redirections: searchDocument(pack, runbook).redirections.map(({ text, slug }) => ({ text, slug })),
    versions: [version, ...indexable.olderVersions],
    offer: pack.entitlement === undefined ? null : { entitlement: pack.entitlement }
  }
  return { ...pack, 'x-listing': listing }
}

/**
 * The index of some packs and catalogs.
 * @param runbooks The entries of the packs.
 * @param catalogs The catalogs; of keys that stand in several, the first counts.
 * @param generatedAt The time that the index bears.
 * @param rules The rules that the packs have passed.
 */
export function assetsIndex(
  runbooks: readonly IndexedRunbook[],
  catalogs: readonly Catalog[],
  generatedAt: Date,
  rules: readonly ListedRule[] = []
): AssetsIndex {
  const keys = catalogs.flatMap((catalog) => catalog.keys)
  const jupyterKeys = keys.filter((key) => key.tool === 'jupyter')
  const nodeKeys = keys.filter((key) => key.tool !== 'jupyter')
  return {
    version: INDEX_VERSION,
    generated_at: generatedAt.toISOString(),
    runbooks: bySlug(runbooks),
    node_keys: bySlug(nodeKeys),
    jupyter_keys: bySlug(jupyterKeys),
    rules: rules.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  }
}

function coverageOf(
  coverage: DrillCoverage,
  { runbook, drilledOn }: Pick<IndexablePack, 'runbook' | 'drilledOn'>
): Listing['coverage'] {
  const { commands, branches, defaults, production_only, scripted, scenarios, stand_ins: standIns = [] } = coverage
  return {
    scenarios: scenarios.length,
    wrong_actions: scenarios.filter(({ wrong_action }) => wrong_action !== null).length,
    commands,
    branches,
    defaults,
    production_only: production_only.length,
    decisions: scripted.decisions,
    manual_actions: scripted.manual_actions,
    stand_ins: standIns,
    drilled_on: drilledOn,
    by_branch: branchCoverage(runbook, coverage)
  }
}

function bySlug<Entry extends { slug: string }>(entries: readonly Entry[]): Entry[] {
  const unique = new Map<string, Entry>()
  for (const entry of entries) if (!unique.has(entry.slug)) unique.set(entry.slug, entry)
  return [...unique.values()].toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
}

function ownedCommands(fields: Runbook['steps'][number]['fields']): number {
  return sum(fields.map((field) => field.commands.length))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
