/**
 * Validates what some paths mean and puts the findings together.
 */
import { UsageError } from './command.js'
import { dirname, join, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  ASSET_KINDS,
  documentsOf,
  findWorkspace,
  keysAt,
  packsAt,
  plainRunbooksAt,
  readCatalogs,
  readRegularFile,
  readWorkspace,
  splitTarballs,
  workspacePacks,
  type AssetKindName,
  type PackLocation
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import type { ValidationReport } from '@keys/schema'
import {
  type AskRemote,
  createReport,
  type PackFindings,
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

/** A report, and the texts that it speaks of. */
export interface Validation {
  report: ValidationReport
  /** Gives the text of a file of a pack; null when it cannot be read. */
  sources: (pack: string, file: string) => string | null
  /** The limits that configurations set, with the warnings that count toward each. */
  limits: readonly WarningLimit[]
  /** One line for each Markdown file that is no pack. */
  summaries: readonly string[]
}

/** A configuration's limit of warnings. */
export interface WarningLimit {
  /** The configuration. */
  file: string
  limit: number
  warnings: number
}

/** How to validate, whatever it is. */
export interface HowToValidate {
  /** What goes before the configuration. */
  severities?: Settings['severities']
  /** The Markdown engine; the reference engine when absent. */
  toTree?: ToTree | undefined
  /** Asks remote links over the network; without it none is asked. */
  askRemote?: AskRemote | null
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
  const packs: PackFindings[] = []
  const { plain, others } = kind === 'runbook' ? plainIn(paths, folder) : { plain: [], others: paths }
  const summaries: string[] = []
  for (const location of plain) {
    const result = await validatePlain(location, {
      severities: how.severities ?? {},
      toTree: how.toTree,
      askRemote: how.askRemote ?? null
    })
    const { dir, file = '' } = location
    packs.push({ path: relative(folder, dir).replaceAll('\\', '/') || '.', diagnostics: [...result.diagnostics] })
    summaries.push(plainSummary(relative(folder, file).replaceAll('\\', '/'), result))
    await setImmediate()
  }
  const limits = new Map<string, WarningLimit>()
  const unpacked = new Map<string, ReadonlyMap<string, string>>()
  const workspaces = new Map<string, KnownWorkspace & { settings: Settings; dirs: string[] }>()
  for (const { dir, path, isTarball, options, settings } of plain.length > 0 && others.length === 0
    ? []
    : targetsOf(kind, others, folder, how)) {
    const root = options.workspace ? findWorkspace(dir) : null
    let known = root === null ? undefined : workspaces.get(root)
    if (root !== null && options.workspace && known === undefined) {
      known = { ...(await knownWorkspace(root, options.workspace, how.toTree)), settings, dirs: [] }
      workspaces.set(root, known)
    }
    known?.dirs.push(dir)
    const workspace = known?.workspace ?? options.workspace ?? null
    const validateOne = isTarball ? validateTarball : validateFolder
    const result = await validateOne(dir, { ...options, workspace, kind, askRemote: how.askRemote ?? null })
    const { diagnostics, failure, source } = result
    if (failure) throw failure
    if (isTarball) unpacked.set(path, new Map(documentsOf(source).map((document) => [document.path, document.text])))
    packs.push({ path, diagnostics: [...diagnostics] })
    count(limits, settings, diagnostics.filter(({ severity }) => severity === 'warning').length)
    // Otherwise what is done with piles up until the end.
    await setImmediate()
  }
  const report = createReport([...packs, ...changesetFindings(workspaces, folder, limits)])
  return {
    report: { ...report, summary: { ...report.summary, packs: packs.length } },
    sources: (pack, file) =>
      unpacked.has(pack) ? (unpacked.get(pack)?.get(file) ?? null) : textAt(folder, pack, file),
    limits: [...limits.values()],
    summaries
  }
}

/** The Markdown files among some paths: files that are of no pack, and those of folders that hold no packs. */
function plainIn(paths: readonly string[], folder: string): { plain: PackLocation[]; others: string[] } {
  const plain: PackLocation[] = []
  const others: string[] = []
  for (const path of paths) {
    const found = plainRunbooksAt(path, folder)
    if (found.length > 0) plain.push(...found)
    else others.push(path)
  }
  return { plain, others }
}

/** What is wrong with the changesets of the workspaces of which all packs were validated; nothing where nothing is. */
function changesetFindings(
  workspaces: ReadonlyMap<string, KnownWorkspace & { settings: Settings; dirs: readonly string[] }>,
  folder: string,
  limits: Map<string, WarningLimit>
): PackFindings[] {
  return [...workspaces].flatMap(([root, { changesets, settings, dirs }]) => {
    if (workspacePacks(root).some(({ dir }) => !dirs.includes(dir))) return []
    const diagnostics = validateChangesets(changesets, { severities: settings.severities })
    count(limits, settings, diagnostics.filter(({ severity }) => severity === 'warning').length)
    return diagnostics.length === 0 ? [] : [{ path: relative(folder, root).replaceAll('\\', '/') || '.', diagnostics }]
  })
}

function count(limits: Map<string, WarningLimit>, { file, maxWarnings }: Settings, warnings: number): void {
  if (file === null || maxWarnings === null) return
  const before = limits.get(file)?.warnings ?? 0
  limits.set(file, { file, limit: maxWarnings, warnings: before + warnings })
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
export function targetsOf(
  kind: AssetKindName,
  paths: readonly string[],
  folder: string,
  { severities = {}, toTree }: HowToValidate = {}
): ValidationTarget[] {
  const { tarballs, others } = splitTarballs(paths, folder)
  const found =
    tarballs.length > 0 && others.length === 0
      ? []
      : kind === 'runbook'
        ? packsAt(others, folder).map(({ dir }) => dir)
        : keysAt(ASSET_KINDS[kind], others, folder)
  const known = new Map<string, Pick<ValidationTarget, 'options' | 'settings'>>()
  return [...found, ...tarballs].map((dir) => {
    const isTarball = tarballs.includes(dir)
    const root = kind === 'runbook' ? findWorkspace(dir) : null
    const key = `${root ?? ''}\0${dirname(dir)}`
    let shared = known.get(key)
    if (shared === undefined) {
      const settings = settingsOf(dir, folder, severities)
      shared = { settings, options: { ...optionsOf(root, settings), toTree } }
      known.set(key, shared)
    }
    const { options, settings } = shared
    return {
      dir,
      isTarball,
      path: relative(folder, dir).replaceAll('\\', '/') || '.',
      // A published pack is compared with none of those that happen to lie around it.
      options: isTarball || dir.split(sep).includes('node_modules') ? { ...options, workspace: null } : options,
      settings
    }
  })
}

/** What is at hand in a workspace; for a lone pack only what its configuration names. */
function optionsOf(root: string | null, { severities, catalogs: more }: Settings): ValidateSettings {
  const { catalogs, faults } = readCatalogs(root, more)
  const [first] = faults
  if (first) {
    throw new UsageError(
      `The catalog ${first.file} cannot be used: ${first.faults.join('; ')}.`,
      'Fix the catalog, then validate again.'
    )
  }
  return { catalogs, workspace: root === null ? null : readWorkspace(root), severities }
}

/** The text of a file of a pack, for the code frame of a finding; null when it cannot be read. */
export function textAt(root: string, pack: string, file: string): string | null {
  try {
    return Buffer.from(readRegularFile(join(root, pack), file)).toString('utf8')
  } catch {
    return null
  }
}
