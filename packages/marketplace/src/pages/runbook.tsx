/**
 * A runbook's page: the text as it is, with its graph beside it and all that an operator does with it below.
 */
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { drilledIn } from '../graph/drilled.js'
import { spineOf } from '../graph/spine.js'
import type { ProsePart } from '../prose/prose.js'
import type { ListedPack } from '../read/listing.js'
import { ROOT, runbookPath, versionPath } from '../site/addresses.js'
import type { PackInput, SiteSettings } from '../site/types.js'
import { BranchTable } from './branches.js'
import { ChecklistPanel } from './checklist.js'
import { CoveragePanel } from './coverage-panel.js'
import { EvidencePanel } from './evidence-panel.js'
import { Facts } from './facts.js'
import { IncidentsPanel } from './incidents.js'
import { InputsPanel } from './inputs.js'
import { InstallPanel } from './install.js'
import type { Page } from './layout.js'
import { ProvenancePanel } from './provenance.js'
import { RelatedPanel } from './related.js'
import { SpineNav } from './spine-nav.js'
import { idsOf, RunbookText, safeId, type StepChange } from './text.js'
import { VersionsPanel, type VersionLine } from './versions.js'
import { title } from './words.js'

/** What the body of a runbook's page is made of. */
export interface RunbookBodyInput extends PackInput {
  pack: ListedPack
  /** The parts of the README; null for a gated runbook, whose text is not in the build. */
  prose: readonly ProsePart[] | null
  changelog: string
  versions: readonly VersionLine[]
  /** Ids that headings had in earlier versions, by the id of the step that they lead to. */
  formerIds: ReadonlyMap<string, readonly string[]>
  /** The scripts of the pack as HTML, by path. */
  scripts: ReadonlyMap<string, string>
  /** What changed, by the id of the step. */
  changes: ReadonlyMap<string, readonly StepChange[]>
}

/** Where a body stands. */
export interface RunbookPlace {
  entry: PackInput['entry']
  /** Whether this is the address of one version, beside that of the newest. */
  isVersioned: boolean
}

/**
 * The page of a runbook, but for its body.
 * @param place Whose page, and at which of its addresses.
 */
export function runbookPage({ entry, isVersioned }: RunbookPlace): Omit<Page, 'body'> {
  const newest = runbookPath(entry.slug)
  const path = isVersioned ? versionPath(entry.slug, entry.version) : newest
  return {
    path,
    title: isVersioned ? `${entry.title} ${entry.version}` : entry.title,
    description: entry.description,
    script: 'runbook',
    canonical: newest,
    feed: { path: `feeds/${entry.slug}.xml`, title: `Updates of ${entry.title}` },
    data: {
      '@context': 'https://schema.org',
      '@type': 'TechArticle',
      headline: entry.title,
      description: entry.description,
      version: entry.version,
      license: `https://spdx.org/licenses/${entry.license_spdx}`,
      author: { '@type': 'Organization', name: entry.author.name },
      ...(entry['x-listing'].changelog.date === null ? {} : { dateModified: entry['x-listing'].changelog.date })
    }
  }
}

/**
 * The body of a runbook's page. It is the same at the address of the newest version and at that of this one, but for the
 * way to the root of the site, for which `ROOT` stands.
 * @param input What it is made of.
 * @param settings What all pages have in common.
 */
export function runbookBody(input: RunbookBodyInput, settings: SiteSettings): string {
  return renderToString(<RunbookBody input={input} settings={settings} />)
}

interface BodyProps {
  input: RunbookBodyInput
  settings: SiteSettings
}

function RunbookBody({ input, settings }: BodyProps): JSX.Element {
  const { entry, neighbors, pack, prose, changelog, versions, formerIds, scripts, changes } = input
  const { runbook, checklist } = pack.model
  const to = (target: string): string => `${ROOT}${target}`
  const spine = spineOf(runbook.graph, runbook.steps)
  const outlineIds =
    prose === null ? new Map(runbook.steps.map((step) => [step.id, idsOf(step, formerIds.get(step.id) ?? [])])) : null
  return (
    <article
      class="runbook"
      data-slug={entry.slug}
      data-version={entry.version}
      data-hash={entry['x-listing'].content_hash}
    >
      <VersionBanner input={input} to={to} />
      <div class="masthead">
        <header class="head">
          <p class="crumbs">
            <a href={to('')}>Runbooks</a> <span aria-hidden="true">/</span> {title(entry.outcome)}
          </p>
          <h1>{entry.title}</h1>
          <p class="lead">{entry.description}</p>
          <InstallPanel entry={entry} settings={settings} />
        </header>
        <Facts entry={entry} runbook={runbook} />
      </div>
      <nav class="parts" aria-label="Parts of this page">
        {PARTS.filter(({ id }) => prose !== null || !OF_THE_TEXT.has(id)).map(({ id, name }) => (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ))}
      </nav>
      <div class="columns">
        <SpineNav
          spine={spine}
          steps={runbook.steps}
          outlineIds={outlineIds}
          drilled={drilledIn(runbook.graph, entry['x-listing'].coverage?.by_branch)}
        />
        <div class="flow" id="rk-text">
          {prose === null ? (
            <GatedText entry={entry} taken={[...(outlineIds?.values() ?? [])].flat()} />
          ) : (
            <RunbookText parts={prose} runbook={runbook} formerIds={formerIds} scripts={scripts} changes={changes} />
          )}
        </div>
      </div>
      <InputsPanel inputs={entry.inputs ?? []} />
      {prose !== null && <ChecklistPanel checklist={checklist} runbook={runbook} />}
      <EvidencePanel />
      <BranchTable entry={entry} runbook={runbook} isOpen={prose !== null} />
      <CoveragePanel entry={entry} to={to} />
      <IncidentsPanel incidents={pack.incidents} runbook={runbook} />
      <RelatedPanel entry={entry} neighbors={neighbors} to={to} />
      <VersionsPanel versions={versions} changelog={changelog} slug={entry.slug} to={to} />
      <ProvenancePanel entry={entry} license={pack.license} hashed={pack.hashed} />
    </article>
  )
}

const PARTS = [
  { id: 'rk-text', name: 'Runbook' },
  { id: 'rk-inputs', name: 'Inputs' },
  { id: 'rk-checklist', name: 'Checklist' },
  { id: 'rk-evidence', name: 'Evidence' },
  { id: 'rk-branches', name: 'Branches' },
  { id: 'rk-coverage', name: 'Drills' },
  { id: 'rk-incidents', name: 'Incidents' },
  { id: 'rk-related', name: 'Related' },
  { id: 'rk-versions', name: 'Versions' },
  { id: 'rk-provenance', name: 'Provenance' }
] as const

/** What a runbook whose text is not open has no part of. */
const OF_THE_TEXT: ReadonlySet<string> = new Set(['rk-text', 'rk-checklist'])

/** An older version says so and shows the way; in an incident the installed version is the right one. */
function VersionBanner({ input, to }: { input: RunbookBodyInput; to: (path: string) => string }): JSX.Element | null {
  const { versions, entry } = input
  const [newest] = versions
  if (newest === undefined || newest.version === entry.version) return null
  return (
    <p class="banner" id="rk-banner">
      This is version {entry.version}. The newest is{' '}
      <a href={to(runbookPath(entry.slug))} data-same-place>
        {newest.version}
      </a>
      {newest.date !== null && ` of ${newest.date}`}. If {entry.version} is what you have installed, this is the right
      text.
    </p>
  )
}

/** Where the text would stand. Links to its sections lead here: they may stand in alerts since before it was sold. */
function GatedText({ entry, taken }: { entry: PackInput['entry']; taken: readonly string[] }): JSX.Element {
  const known = new Set(taken)
  const anchors = new Set(entry['x-listing'].sections.map(({ anchor }) => anchor).filter((id) => !known.has(id)))
  return (
    <div class="gated">
      <span class="alias" id="rk-checklist" />
      {[...anchors].map((anchor) => (
        <span key={anchor} class="alias" id={safeId(anchor)} />
      ))}
      <h2>The text comes with the package</h2>
      <p>
        This runbook is sold. Its listing, the outline of its graph, its signals, its drills and its changelog are open;
        commands and texts are in the package alone. Whoever is entitled installs it as any other package:
      </p>
      <pre class="code">
        <code>{entry['x-listing'].install}</code>
      </pre>
    </div>
  )
}
