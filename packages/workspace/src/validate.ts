/**
 * Validates what some paths mean and puts the findings together.
 */
import { relative, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  documentsOf,
  findWorkspace,
  PackReads,
  splitPlain,
  isUsageError,
  type AssetKindName,
  type PackLocation,
  type Workspace
} from '@keys/pack'
import { inThreads } from '@keys/pack/threads'
import {
  type HowToValidate,
  plainSummary,
  type PlainResult,
  type Settings,
  targetsOf,
  validateChangesets,
  validatePlain,
  type ValidationTarget,
  validateTarball
} from '@keys/validator'
import { judgePack, type JudgedPack, type JudgeSetup, type JudgeTask } from './judge-pack.js'
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
    const { dir, file = '' } = location
    const name = relative(folder, file).replaceAll('\\', '/')
    const result = await validatePlainOf(plain.length, location, how)
    if (typeof result === 'string') {
      summaries.push(`${name} was left out: ${result}`)
      continue
    }
    const path = relative(folder, dir).replaceAll('\\', '/') || '.'
    files.push({ path, diagnostics: result.diagnostics, limit: null, isPack: true })
    summaries.push(plainSummary(name, result))
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

/** What was found in a Markdown file; why it could not be read, when it is one of several: none hides the others. */
async function validatePlainOf(
  count: number,
  location: PackLocation,
  { severities = {}, toTree, askRemote = null }: HowToValidate
): Promise<PlainResult | string> {
  try {
    return await validatePlain(location, { severities, toTree, askRemote })
  } catch (error) {
    if (count > 1 && isUsageError(error)) return error.message
    throw error
  }
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
  const { reads } = how
  const results = new Map<string, Judged>()
  const workspaces = new Map<string, Known>()
  for (const { dir, options, settings } of targets) {
    const root = options.workspace ? findWorkspace(dir) : null
    if (root === null || !options.workspace) continue
    let known = workspaces.get(root)
    if (known === undefined) {
      const facts = await knownWorkspace(root, options.workspace, {
        toTree: how.toTree,
        only: wanted ?? undefined,
        reads
      })
      known = { ...facts, plain: options.workspace, settings, dirs: new Set() }
      workspaces.set(root, known)
    }
    known.dirs.add(dir)
  }
  const meant = targets.filter(({ dir }) => wanted?.has(dir) !== false)
  const judged = judgeFolders(kind, meant, folder, how, workspaces)
  try {
    for (const { dir, path, isTarball, options, settings } of meant) {
      const common = { path, limit: limitOf(settings), isPack: true }
      if (isTarball) {
        const askRemote = how.askRemote ?? null
        const { diagnostics, failure, source } = await validateTarball(dir, { ...options, kind, reads, askRemote })
        if (failure) throw failure
        keepTexts(path, new Map(documentsOf(source).map((document) => [document.path, document.text])))
        results.set(dir, { ...common, diagnostics, content: '' })
        // Otherwise what is done with piles up until the end.
        await setImmediate()
      } else {
        const { value } = await judged.next()
        if (value) results.set(dir, { ...common, ...value })
      }
    }
  } finally {
    await judged.return()
  }
  for (const [root, { workspace, changesets, settings, dirs }] of workspaces) {
    if ([...workspace.packs.values()].some(({ path }) => !dirs.has(resolve(root, path)))) continue
    const diagnostics = validateChangesets(changesets, { severities: settings.severities, rules: settings.rules })
    const path = relative(folder, root).replaceAll('\\', '/') || '.'
    results.set(root, { path, diagnostics, limit: limitOf(settings), isPack: false, content: '' })
  }
  return results
}

/** A workspace with all that is known of it, and the packs of it that are meant. */
interface Known extends KnownWorkspace {
  /** What its packs know of each other, without what is read when it is asked for. */
  plain: Workspace
  settings: Settings
  dirs: Set<string>
}

/** Fewer packs are judged before threads have started. */
const LEAST_FOR_THREADS = 200
/** Megabytes that the objects of a thread may take: what is done with is let go of in time. */
const MEMORY_OF_THREAD = 160

/** Judges the packs that lie in folders, in their order. */
function judgeFolders(
  kind: AssetKindName,
  targets: readonly ValidationTarget[],
  folder: string,
  how: HowToValidate & { reads: PackReads },
  workspaces: ReadonlyMap<string, Known>
): AsyncGenerator<JudgedPack, void> {
  const { reads, severities = {}, engine, onDone, signal, askRemote = null, hasContent = false } = how
  const folders = targets.filter(({ isTarball }) => !isTarball)
  const byDir = new Map(folders.map((target) => [target.dir, target.options]))
  const tasks = folders.map(({ dir, options }): JudgeTask => {
    return { dir, root: kind === 'runbook' ? findWorkspace(dir) : null, isCompared: Boolean(options.workspace) }
  })
  const act = ({ dir, root }: JudgeTask): Promise<JudgedPack> => {
    const options = byDir.get(dir) ?? {}
    const workspace = (root === null ? undefined : options.workspace && workspaces.get(root)?.workspace) ?? null
    return judgePack(dir, { ...options, workspace, kind, reads, askRemote }, hasContent)
  }
  const known = [...workspaces].map(([root, { plain, facts }]) => [root, { workspace: plain, facts }] as const)
  return inThreads<JudgeSetup, JudgeTask, JudgedPack>(tasks, {
    module: new URL('./judge-thread.js', import.meta.url),
    make: async () => act,
    setup: { kind, folder, severities, engine, workspaces: new Map(known), hasContent },
    // Addresses are asked by one thread, which knows which were asked.
    least: askRemote === null ? LEAST_FOR_THREADS : Infinity,
    memory: MEMORY_OF_THREAD,
    onDone,
    signal
  })
}

function limitOf({ file, maxWarnings }: Settings): Result['limit'] {
  return file === null || maxWarnings === null ? null : { file, most: maxWarnings }
}
