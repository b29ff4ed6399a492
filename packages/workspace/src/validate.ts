/**
 * Validates what some paths mean and puts the findings together.
 */
import { relative, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { documentsOf, findWorkspace, PackReads, splitPlain, type AssetKindName } from '@keys/pack'
import {
  type HowToValidate,
  plainSummary,
  type Settings,
  targetsOf,
  validateChangesets,
  validateFolder,
  validatePlain,
  type ValidationTarget,
  validateTarball
} from '@keys/validator'
import { knownWorkspace, type KnownWorkspace } from './known-workspace.js'
import { textAt, validationOf, type Result, type Validation } from './result.js'

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
