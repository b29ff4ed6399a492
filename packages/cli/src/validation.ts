/**
 * Validates what some paths mean and puts the findings together.
 */
import { UsageError } from './command.js'
import { dirname, relative, resolve, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  ASSET_KINDS,
  documentsOf,
  findWorkspace,
  keysAt,
  packsAt,
  readCatalogs,
  readWorkspace,
  splitPlain,
  splitTarballs,
  PackReads,
  type AssetKindName,
  type PackFiles
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import {
  type AskRemote,
  plainSummary,
  type Settings,
  settingsOf,
  validateChangesets,
  validateFolder,
  validatePlain,
  type ValidateSettings,
  validateTarball
} from '@keys/validator'
import { knownWorkspace, type KnownWorkspace } from '@keys/release'
import { limitWasmMemory } from './wasm-memory.js'
import { textAt, validationOf, type Result, type Validation } from './validation-report.js'

/** How to validate, whatever it is. */
export interface HowToValidate {
  /** What goes before the configuration. */
  severities?: Settings['severities']
  /** The Markdown engine; the reference engine when absent. */
  toTree?: ToTree | undefined
  /** Asks remote links over the network; without it none is asked. */
  askRemote?: AskRemote | null
  /** What was read of packs. */
  reads?: PackReads
  /** The digest of what lies in a pack; asked while its files are at hand. */
  contentOf?: (files: PackFiles) => string
}

/**
 * Validates what some paths mean.
 * @param kind What to look for at the paths.
 * @param paths As typed; none means the workspace, which only runbook packs have.
 * @param folder Path of the folder in which the command runs.
 * @param how What goes before the configuration, and with what it is done.
 * @throws {UsageError} When a path is wrong or holds nothing of this kind, or a configuration or catalog is wrong.
 */
export async function validate(
  kind: AssetKindName,
  paths: readonly string[],
  folder: string,
  how: HowToValidate = {}
): Promise<Validation> {
  const { plain, others } = kind === 'runbook' ? splitPlain(paths, folder) : { plain: [], others: paths }
  const files: Result[] = []
  const summaries: string[] = []
  for (const location of plain) {
    const result = await validatePlain(location, {
      severities: how.severities ?? {},
      toTree: how.toTree,
      askRemote: how.askRemote ?? null
    })
    const { dir, file = '' } = location
    const path = relative(folder, dir).replaceAll('\\', '/') || '.'
    files.push({ path, diagnostics: result.diagnostics, limit: null, isPack: true })
    summaries.push(plainSummary(relative(folder, file).replaceAll('\\', '/'), result))
    await setImmediate()
  }
  const using = { ...how, reads: how.reads ?? new PackReads() }
  const targets = plain.length > 0 && others.length === 0 ? [] : await targetsOf(kind, others, folder, using)
  summaries.push(...new Set(targets.flatMap(({ settings }) => settings.notLoaded ?? [])))
  const unpacked = new Map<string, ReadonlyMap<string, string>>()
  const results = await resultsOf(kind, targets, folder, using, null, (path, texts) => unpacked.set(path, texts))
  const found = validationOf([...files, ...results.values()], (pack, file) =>
    unpacked.has(pack) ? (unpacked.get(pack)?.get(file) ?? null) : textAt(folder, pack, file)
  )
  return { ...found, summaries }
}

/** What was found, and the digest of what lies there, where that was asked for. */
export interface Judged extends Result {
  content: string
}

/**
 * Judges some runbook packs of a workspace, and its changesets when all of its packs are meant.
 * @param dirs The folders of the packs that are meant.
 * @param wanted Those of them that are judged.
 * @param folder Path of the folder in which the command runs.
 * @param how What goes before the configuration, and with what it is done.
 * @returns What was found, by the folder of the pack; for the changesets by that of the workspace.
 */
export async function judge(
  dirs: readonly string[],
  wanted: ReadonlySet<string>,
  folder: string,
  how: HowToValidate
): Promise<ReadonlyMap<string, Judged>> {
  const using = { ...how, reads: how.reads ?? new PackReads() }
  return resultsOf('runbook', await targetsOf('runbook', dirs, folder, using), folder, using, wanted, () => undefined)
}

async function resultsOf(
  kind: AssetKindName,
  targets: readonly ValidationTarget[],
  folder: string,
  how: HowToValidate & { reads: PackReads },
  wanted: ReadonlySet<string> | null,
  keepTexts: (path: string, texts: ReadonlyMap<string, string>) => void
): Promise<ReadonlyMap<string, Judged>> {
  limitWasmMemory()
  const { reads, contentOf = () => '' } = how
  const results = new Map<string, Judged>()
  const workspaces = new Map<string, KnownWorkspace & { settings: Settings; dirs: Set<string> }>()
  for (const { dir, path, isTarball, options, settings } of targets) {
    const root = options.workspace ? findWorkspace(dir) : null
    let known = root === null ? undefined : workspaces.get(root)
    if (root !== null && options.workspace && known === undefined) {
      const facts = await knownWorkspace(root, options.workspace, {
        toTree: how.toTree,
        only: wanted ?? undefined,
        reads
      })
      known = { ...facts, settings, dirs: new Set() }
      workspaces.set(root, known)
    }
    known?.dirs.add(dir)
    if (wanted?.has(dir) === false) continue
    const workspace = known?.workspace ?? options.workspace ?? null
    const validateOne = isTarball ? validateTarball : validateFolder
    const result = await validateOne(dir, { ...options, workspace, kind, reads, askRemote: how.askRemote ?? null })
    const { diagnostics, failure, source } = result
    if (failure) throw failure
    if (isTarball) keepTexts(path, new Map(documentsOf(source).map((document) => [document.path, document.text])))
    const content = isTarball ? '' : contentOf(reads.files(dir))
    results.set(dir, { path, diagnostics, limit: limitOf(settings), isPack: true, content })
    reads.forget(dir)
    // Otherwise what is done with piles up until the end.
    await setImmediate()
  }
  for (const [root, { workspace, changesets, settings, dirs }] of workspaces) {
    if ([...workspace.packs.values()].some(({ path }) => !dirs.has(resolve(root, path)))) continue
    const diagnostics = validateChangesets(changesets, { severities: settings.severities, rules: settings.rules })
    const path = relative(folder, root).replaceAll('\\', '/') || '.'
    results.set(root, { path, diagnostics, limit: limitOf(settings), isPack: false, content: '' })
  }
  return results
}

function limitOf({ file, maxWarnings }: Settings): Result['limit'] {
  return file === null || maxWarnings === null ? null : { file, most: maxWarnings }
}

/** A folder or a tarball to validate. */
export interface ValidationTarget {
  /** Absolute path of the folder, or of the tarball. */
  dir: string
  isTarball: boolean
  /** As reports show it: relative to where the command runs. */
  path: string
  /** What is at hand beside it. */
  options: ValidateSettings
  /** What its configuration says. */
  settings: Settings
}

/** The folders that some paths mean, with what is at hand beside each; arguments as for `validate`. */
export async function targetsOf(
  kind: AssetKindName,
  paths: readonly string[],
  folder: string,
  { severities = {}, toTree, reads }: HowToValidate = {}
): Promise<ValidationTarget[]> {
  const { tarballs, others } = splitTarballs(paths, folder)
  const found =
    tarballs.length > 0 && others.length === 0
      ? []
      : kind === 'runbook'
        ? packsAt(others, folder, reads).map(({ dir }) => dir)
        : keysAt(ASSET_KINDS[kind], others, folder)
  const known = new Map<string, Pick<ValidationTarget, 'options' | 'settings'>>()
  const packed = new Set(tarballs)
  const targets: ValidationTarget[] = []
  for (const dir of [...found, ...tarballs]) {
    const isTarball = packed.has(dir)
    const root = kind === 'runbook' ? findWorkspace(dir) : null
    const key = `${root ?? ''}\0${dirname(dir)}`
    let shared = known.get(key)
    if (shared === undefined) {
      const settings = await settingsOf(dir, folder, severities)
      shared = { settings, options: { ...optionsOf(root, settings, reads), toTree } }
      known.set(key, shared)
    }
    const { options, settings } = shared
    targets.push({
      dir,
      isTarball,
      path: relative(folder, dir).replaceAll('\\', '/') || '.',
      // A published pack is compared with none of those that happen to lie around it.
      options: isTarball || dir.split(sep).includes('node_modules') ? { ...options, workspace: null } : options,
      settings
    })
  }
  return targets
}

/** What is at hand in a workspace; for a lone pack only what its configuration names. */
function optionsOf(
  root: string | null,
  { severities, rules, catalogs: more }: Settings,
  reads: PackReads | undefined
): ValidateSettings {
  const { catalogs, faults } = readCatalogs(root, more)
  const [first] = faults
  if (first) {
    throw new UsageError(
      `The catalog ${first.file} cannot be used: ${first.faults.join('; ')}.`,
      'Fix the catalog, then validate again.'
    )
  }
  return { catalogs, workspace: root === null ? null : readWorkspace(root, reads), severities, rules }
}
