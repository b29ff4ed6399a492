/**
 * Builds packs one by one, on the thread that asks or on one of several: validates each, generates its entry, packs it.
 */
import { skillFile } from '@keys/export'
import {
  contentHash,
  findWorkspace,
  folderFiles,
  packageOf,
  PackReads,
  readCatalogs,
  readCoverage,
  readmeHash,
  scopeOf,
  shippedFiles,
  UnsafeTargetError,
  writeAtomically,
  type PackEntry,
  type PackFiles,
  type PackSource,
  type Workspace
} from '@keys/pack'
import type { MakeWork } from '@keys/pack/threads'
import { loadEngine, type EngineName } from '@keys/parser/native'
import {
  COVERAGE_FILE,
  incidentCounts,
  incidentsSchema,
  type Diagnostic,
  type IndexedRunbook,
  type Pack,
  type PackModel
} from '@keys/schema'
import { countAtLeast, registry, validateFolder, type FolderOptions, type FolderResult } from '@keys/validator'
import { realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { BuildSettings } from './build-settings.js'
import { entryFiles } from './entry.js'
import { indexedRunbook, tarballPath, type IndexablePack } from './listing.js'
import { olderVersions } from './older-versions.js'
import { packTarball } from './tarball.js'

/** What building a pack came to. */
export interface BuiltPack {
  diagnostics: readonly Diagnostic[]
  /** Whether nobody can install it, as its package.json says. */
  isPrivate: boolean
  /** Its entry in the index; null for one that is invalid or private. */
  listed: IndexedRunbook | null
  /** Its tarballs, by their paths relative to the index. */
  files: readonly (readonly [path: string, bytes: Uint8Array])[]
}

/** What is known of the workspace in which a pack is built. */
export interface BuildContext {
  root: string
  options: FolderOptions & { reads: PackReads }
  /** The tags that name a version of a package. */
  tags: ReadonlySet<string>
  /** The day on which the result of a drill last changed, by its path. */
  drilled: ReadonlyMap<string, string>
}

/** What all packs that are built together have in common; it can be copied to a thread. */
export interface BuildSetup extends Pick<BuildContext, 'root' | 'tags' | 'drilled'> {
  workspace: Workspace
  severities: NonNullable<BuildSettings['severities']>
  catalogs: readonly string[]
  engine: EngineName | undefined
}

/**
 * Makes what builds packs in a thread, which shares nothing with the one that asks.
 * @param setup What the packs have in common.
 */
export const makeBuild: MakeWork<BuildSetup, string, BuiltPack> = async (setup) => {
  const { root, workspace, severities, engine } = setup
  const { catalogs } = readCatalogs(root, setup.catalogs)
  const toTree = await loadEngine(engine)
  const options = { catalogs, workspace, severities, rules: registry, toTree, reads: new PackReads() }
  return (dir) => buildOne(dir, { ...setup, options })
}

/**
 * Builds a pack of a workspace: its entry is written into its folder.
 * @param dir Path of the folder.
 * @param context What is known of the workspace.
 * @throws When a file cannot be written, or a rule breaks down.
 */
export async function buildOne(dir: string, context: BuildContext): Promise<BuiltPack> {
  const { root, options } = context
  assertInside(root, dir)
  const { diagnostics, source } = await validateToBuild(dir, options)
  const isPrivate = source.manifest?.object?.['private'] === true
  const built = hasErrors(diagnostics) || isPrivate ? { listed: null, files: [] } : await packed(dir, source, context)
  options.reads.forget(dir)
  return { diagnostics: [...diagnostics], isPrivate: isPrivate && !hasErrors(diagnostics), ...built }
}

/**
 * Generates the entry of a pack into its folder, runbook.json and index.js and index.cjs with their types, and its skill for agents.
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

async function packed(
  dir: string,
  source: PackSource,
  { root, tags, drilled, options: { reads } }: BuildContext
): Promise<Pick<BuiltPack, 'listed' | 'files'>> {
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
    coverage: coverageOf(dir, source, reads),
    incidents: incidentCounts(incidentsSchema.safeParse(source.incidents?.value).data?.incidents ?? []),
    tarball: { integrity, size: bytes.length },
    drilledOn: drilled.get(relative(root, join(dir, COVERAGE_FILE)).replaceAll('\\', '/')) ?? null,
    olderVersions: older.map(({ listed }) => listed)
  }
  const tarballs = older.flatMap(({ listed: { tarball: place }, tarball }): BuiltPack['files'] =>
    place && tarball ? [[place.path, tarball.bytes]] : []
  )
  return { listed: indexedRunbook(indexable), files: [[tarballPath(name, pack.version), bytes], ...tarballs] }
}

/** The paths of its regular files. */
function pathsOf(entries: readonly PackEntry[]): string[] {
  return entries.flatMap(({ path, type }) => (type === 'file' ? [path] : []))
}

/** What was walked of another text says nothing of this one. */
function coverageOf(dir: string, { readme }: PackSource, reads: PackReads): IndexablePack['coverage'] {
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

/** Whether a pack cannot be built. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return countAtLeast(diagnostics, 'error') > 0
}
