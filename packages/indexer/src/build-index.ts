/**
 * Builds the packs of a workspace and their index.
 */
import { skillFile } from '@keys/export'
import {
  contentHash,
  findWorkspace,
  folderFiles,
  gitLine,
  lastChanges,
  packageOf,
  packsFolder,
  PackReads,
  readCatalogs,
  readCoverage,
  readmeHash,
  readWorkspace,
  scopeOf,
  shippedFiles,
  UnsafeTargetError,
  workspacePacks,
  writeAtomically,
  type CatalogFault,
  type PackEntry,
  type PackFiles,
  type PackSource
} from '@keys/pack'
import { realpathSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  COVERAGE_FILE,
  incidentCounts,
  incidentsSchema,
  type Diagnostic,
  type IndexedRunbook,
  type ListedRule,
  type Pack,
  type PackModel
} from '@keys/schema'
import {
  countAtLeast,
  registry,
  validateFolder,
  type FolderOptions,
  type FolderResult,
  type PackFindings,
  type ValidateSettings
} from '@keys/validator'
import { entryFiles } from './entry.js'
import { assetsIndex, indexedRunbook, tarballPath, type IndexablePack } from './listing.js'
import { olderVersions, releaseTags } from './older-versions.js'
import { INDEX_FILE, Stage } from './stage.js'
import { packTarball } from './tarball.js'

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

/** What a configuration changes in building. */
export interface BuildSettings {
  /** Rules that are off or have another severity. */
  severities?: NonNullable<ValidateSettings['severities']>
  /** All rules, with those of the team; those of this project when absent. */
  rules?: NonNullable<ValidateSettings['rules']>
  /** The Markdown engine; the reference engine when absent. What is built does not depend on it. */
  toTree?: ValidateSettings['toTree']
  /** The slugs of packs that are still being written; no index lists them. */
  drafts?: readonly string[]
  /** Absolute paths of catalogs beside those of the workspace. */
  catalogs?: readonly string[]
  /** What was read of packs before. */
  reads?: PackReads
}

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
  const { reads = new PackReads() } = settings
  const options = { catalogs, workspace: readWorkspace(root, reads), severities, rules, toTree, reads }
  const findings: PackFindings[] = []
  const runbooks: IndexedRunbook[] = []
  const privatePacks: string[] = []
  const drafts: string[] = []
  const tags = releaseTags(root)
  const drilled = lastChanges(root, `:(glob)**/${COVERAGE_FILE}`)
  const stage = new Stage(root)
  try {
    for (const { dir } of workspacePacks(root, reads)) {
      assertInside(root, dir)
      if (settings.drafts?.includes(basename(dir)) === true) {
        drafts.push(relative(root, dir))
        continue
      }
      const result = await validateToBuild(dir, options)
      findings.push({ path: relative(root, dir).replaceAll('\\', '/'), diagnostics: [...result.diagnostics] })
      if (!hasErrors(result.diagnostics)) {
        if (result.source.manifest?.object?.['private'] === true) privatePacks.push(relative(root, dir))
        else runbooks.push(await packInto({ stage, root, dir, tags, drilled, reads }, result.source))
      }
      reads.forget(dir)
      // Otherwise what is done with piles up until the end.
      await setImmediate()
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

/**
 * Generates the entry of a pack into its folder, runbook.json, index.js and index.d.ts, and its skill for agents.
 * @param dir Path of the folder.
 * @param settings What the configuration says.
 * @returns What was wrong with the pack; when that holds an error, nothing was written.
 * @throws When a file cannot be written, or a rule breaks down.
 */
export async function buildPack(dir: string, settings: BuildSettings = {}): Promise<readonly Diagnostic[]> {
  const { severities = {}, rules = registry, toTree } = settings
  const { source, diagnostics } = await validateToBuild(dir, { severities, rules, toTree, isRelease: true })
  if (!hasErrors(diagnostics)) {
    writeEntry(dir, packageOf(source, scopeOf(findWorkspace(dir))), source, folderFiles(dir))
  }
  return diagnostics
}

/** Validates a pack. What cannot be read cannot be built, whatever the configuration says of the rules that tell so. */
async function validateToBuild(dir: string, options: FolderOptions): Promise<FolderResult> {
  const result = await validateFolder(dir, options)
  if (result.failure) throw result.failure
  const { metadata, readme, checklist, changelog } = result.source
  const isWhole = [metadata.pack, readme?.subject, checklist?.subject, changelog?.subject].every(Boolean)
  return isWhole || hasErrors(result.diagnostics) ? result : validateFolder(dir, { ...options, severities: {} })
}

/** The entry of a pack is generated into its folder: a link must not carry that to a folder of somebody else. */
function assertInside(root: string, dir: string): void {
  const [inside, real] = [`${realpathSync(root)}${sep}`, realpathSync(dir)]
  if (real.startsWith(inside)) return
  throw new UnsafeTargetError(dir, `a link out of the workspace, to ${real}`, 'Move the pack into the workspace.')
}

/** The rules for runbooks, with the severities that the workspace gives them; one that is off was not passed. */
function rulesOf(
  rules: NonNullable<BuildSettings['rules']>,
  severities: NonNullable<BuildSettings['severities']>
): ListedRule[] {
  return rules.flatMap(({ code, kinds, subject, severity, description, rationale }) => {
    const set = severities[code] ?? severity
    // Rules for what is published run when a pack is built, not when it is listed.
    return kinds.includes('runbook') && subject !== 'release' && set !== 'off'
      ? [{ code, severity: set, description, rationale }]
      : []
  })
}

/** Where a pack is packed into, and what is known of its history. */
interface PackingInto {
  stage: Stage
  root: string
  dir: string
  tags: ReadonlySet<string>
  drilled: ReadonlyMap<string, string>
  reads: PackReads
}

async function packInto(into: PackingInto, source: PackSource): Promise<IndexedRunbook> {
  const { stage, root, dir, tags, drilled, reads } = into
  const name = packageOf(source, scopeOf(root))
  const files = reads.files(dir)
  writeEntry(dir, name, source, files)
  // Listed again, now with the entry.
  const entries = files.entries()
  const packedFiles = await shippedFiles(dir, entries, source.manifest?.value)
  const { bytes, integrity } = packTarball((path) => files.read(path), packedFiles ?? [])
  const pack = source.metadata.pack as Pack
  const changelog = source.changelog!.model
  const older = await olderVersions({ root, dir, name, version: pack.version, changelog, tags }, (version) =>
    tarballPath(name, version)
  )
  const indexable: IndexablePack = {
    name,
    pack,
    ...modelOf(source),
    changelog,
    contentHash: contentHash((path) => files.read(path), pathsOf(entries)),
    coverage: coverageOf(into, source),
    incidents: incidentCounts(incidentsSchema.safeParse(source.incidents?.value).data?.incidents ?? []),
    tarball: { integrity, size: bytes.length },
    drilledOn: drilled.get(relative(root, join(dir, COVERAGE_FILE)).replaceAll('\\', '/')) ?? null,
    olderVersions: older.map(({ listed }) => listed)
  }
  stage.add(tarballPath(name, pack.version), bytes)
  for (const { listed, tarball } of older) if (tarball && listed.tarball) stage.add(listed.tarball.path, tarball.bytes)
  return indexedRunbook(indexable)
}

/** The paths of its regular files. */
function pathsOf(entries: readonly PackEntry[]): string[] {
  return entries.flatMap(({ path, type }) => (type === 'file' ? [path] : []))
}

/** What was walked of another text says nothing of this one. */
function coverageOf({ dir, reads }: PackingInto, { readme }: PackSource): IndexablePack['coverage'] {
  const coverage = readCoverage(dir, reads)
  return readme !== null && coverage?.readme_hash === readmeHash(readme.text) ? coverage : null
}

function modelOf(source: PackSource): PackModel {
  return { runbook: source.readme!.model, checklist: source.checklist!.model }
}

function writeEntry(dir: string, name: string, source: PackSource, files: PackFiles): void {
  const pack = source.metadata.pack as Pack
  const model = modelOf(source)
  const hash = contentHash((path) => files.read(path), pathsOf(files.entries()))
  const skill = skillFile({ package: name, pack, runbook: model.runbook }, hash)
  const generated = [...entryFiles(pack, model), ...(skill === null ? [] : [[skill.path, skill.text] as const])]
  for (const [path, content] of generated) writeAtomically(join(dir, path), content)
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return countAtLeast(diagnostics, 'error') > 0
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
