/**
 * Builds the packs of a workspace and their index.
 */
import {
  gitLine,
  lastChanges,
  packsFolder,
  PackReads,
  readCatalogs,
  readWorkspace,
  workspacePacks,
  type CatalogFault
} from '@keys/pack'
import { inThreads } from '@keys/pack/threads'
import { COVERAGE_FILE, ruleLevelOf, type IndexedRunbook, type ListedRule } from '@keys/schema'
import { registry, type PackFindings } from '@keys/validator'
import { basename, join, relative } from 'node:path'
import type { BuildSettings } from './build-settings.js'
import { assetsIndex } from './listing.js'
import { releaseTags } from './older-versions.js'
import { buildOne, type BuildSetup, type BuiltPack } from './one-pack.js'
import { INDEX_FILE, Stage } from './stage.js'

/** Fewer packs are built before threads have started. */
const LEAST_FOR_THREADS = 200
/** Megabytes that the objects of a thread may take: what is done with is let go of in time. */
const MEMORY_OF_THREAD = 160

/** What building an index came to. */
export type IndexResult =
  | {
      ok: true
      path: string
      runbooks: readonly IndexedRunbook[]
      /** The folders of packs that nobody can install, as their package.json says `private`. */
      privatePacks: readonly string[]
      /** The folders of packs that are still being written. */
      drafts: readonly string[]
    }
  | { ok: false; findings: readonly PackFindings[]; catalogFaults: readonly CatalogFault[] }

/**
 * Validates the packs of a workspace, generates their entries, packs them and writes the index; the same bytes for the
 * same input. When any pack or catalog is invalid, `dist/` stays as it was.
 * @param root Path of the workspace.
 * @param environment Where `SOURCE_DATE_EPOCH` may stand, in seconds; the index otherwise bears the
 * time of the last commit that changed a pack.
 * @param settings What the configuration of the workspace says.
 * @throws {RangeError} When `SOURCE_DATE_EPOCH` is no time.
 * @throws When a file cannot be written, or a rule breaks down.
 */
export async function buildIndex(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
  settings: BuildSettings = {}
): Promise<IndexResult> {
  const written = givenTime(environment)
  const { severities = {}, rules = registry, toTree } = settings
  const { catalogs, faults } = readCatalogs(root, settings.catalogs)
  const { reads = new PackReads(), engine, onDone, signal } = settings
  const workspace = readWorkspace(root, reads)
  const tags = releaseTags(root)
  const drilled = lastChanges(root, `:(glob)**/${COVERAGE_FILE}`)
  const options = { catalogs, workspace, severities, rules, toTree, reads }
  const findings: PackFindings[] = []
  const runbooks: IndexedRunbook[] = []
  const privatePacks: string[] = []
  const all = workspacePacks(root, reads).map(({ dir }) => dir)
  const isDraft = (dir: string): boolean => settings.drafts?.includes(basename(dir)) === true
  const dirs = all.filter((dir) => !isDraft(dir))
  const drafts = all.filter(isDraft).map((dir) => relative(root, dir))
  const stage = new Stage(root)
  try {
    const built = inThreads<BuildSetup, string, BuiltPack>(dirs, {
      module: new URL('./build-thread.js', import.meta.url),
      make: async () => (dir) => buildOne(dir, { root, tags, drilled, options }),
      setup: { root, tags, drilled, workspace, severities, catalogs: settings.catalogs ?? [], engine },
      // Rules of the team are programs, which are not copied to threads.
      least: rules === registry ? LEAST_FOR_THREADS : Infinity,
      memory: MEMORY_OF_THREAD,
      onDone,
      signal
    })
    for await (const { diagnostics, isPrivate, listed, files } of built) {
      const path = relative(root, dirs[findings.length] ?? '').replaceAll('\\', '/')
      findings.push({ path, diagnostics: [...diagnostics] })
      if (isPrivate) privatePacks.push(path)
      if (listed) runbooks.push(listed)
      for (const [file, bytes] of files) stage.add(file, bytes)
    }
    if (runbooks.length + privatePacks.length < findings.length || faults.length > 0)
      return { ok: false, findings, catalogFaults: faults }

    const index = assetsIndex(runbooks, catalogs ?? [], written ?? timeOf(root, runbooks), rulesOf(rules, severities))
    stage.add(INDEX_FILE, `${JSON.stringify(index, null, 2)}\n`)
    stage.publish()
    return { ok: true, path: join(root, 'dist', INDEX_FILE), runbooks, privatePacks, drafts }
  } finally {
    stage.discard()
  }
}

/** The rules for runbooks, with the severities that the workspace gives them; one that is off was not passed. */
function rulesOf(
  rules: NonNullable<BuildSettings['rules']>,
  severities: NonNullable<BuildSettings['severities']>
): ListedRule[] {
  return rules.flatMap(({ code, kinds, subject, severity, description, rationale }) => {
    const set = ruleLevelOf(severities[code] ?? severity)
    // Rules for what is published run when a pack is built, not when it is listed.
    return kinds.includes('runbook') && subject !== 'release' && set !== 'off'
      ? [{ code, severity: set, description, rationale }]
      : []
  })
}

/** The time that the environment sets for the index; null when it sets none. */
function givenTime(environment: Readonly<Record<string, string | undefined>>): Date | null {
  const written = environment['SOURCE_DATE_EPOCH']
  if (written === undefined) return null
  if (isEpoch(written)) return new Date(Number(written) * 1000)
  throw new RangeError(
    `SOURCE_DATE_EPOCH is ${JSON.stringify(written)}; expected seconds since 1970, up to the year 9999.`
  )
}

/** The time that the index bears: never that of the clock, so that the same input gives the same bytes. */
function timeOf(root: string, runbooks: readonly IndexedRunbook[]): Date {
  const epoch = gitLine(root, ['log', '-1', '--format=%ct', '--', packsFolder(root)])
  if (epoch !== null && isEpoch(epoch)) return new Date(Number(epoch) * 1000)
  const changes = runbooks.map((runbook) => Date.parse(runbook['x-listing'].changelog.date ?? '') || 0)
  return new Date(Math.max(0, ...changes))
}

/** Whether a text is a time in seconds that a date of four-digit years can hold. */
function isEpoch(text: string): boolean {
  return /^\d{1,12}$/.test(text) && Number(text) < 253_402_300_800
}
