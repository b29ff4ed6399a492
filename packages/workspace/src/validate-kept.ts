/**
 * Validates the packs of a workspace, of which findings are kept: a pack is judged again when its files changed, or what beside
 * them its findings depend on.
 */
import { dirname, join, relative, resolve, sep } from 'node:path'
import {
  CONFIG_FILE,
  DEFAULT_PACKS_FOLDER,
  findWorkspace,
  folderState,
  isObject,
  isPack,
  KeptValues,
  linkStatusAt,
  namesOwnRules,
  packsAt,
  packsIn,
  packsFolder,
  splitTarballs,
  PackReads,
  workspacePacks,
  type PackFiles
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import type { HowToValidate } from '@keys/validator'
import type { Diagnostic, RuleSetting } from '@keys/schema'
import { inputsBeside, type PlaceOfKept } from './beside-packs.js'
import { textAt, validationOf, type Result, type Validation } from './result.js'

/** What is kept of a pack: what was found, and from what. */
interface KeptFindings {
  /** The digest of what lies beside it. */
  inputs: string
  /** The digest of its files. */
  content: string
  diagnostics: readonly Diagnostic[]
  limit: Result['limit']
}

/** How to validate. */
export interface HowToValidateKept extends Pick<HowToValidate, 'engine' | 'onDone' | 'signal'> {
  /** What goes before the configuration. */
  severities: Readonly<Record<string, RuleSetting>>
  /** Loads the Markdown engine, when a pack has to be judged. */
  loadTree: () => Promise<ToTree>
  keptPlace: PlaceOfKept
}

/** Under which key the findings in the changesets of the workspace are kept: no folder of a pack is called so. */
const CHANGESETS = '.changeset'

/**
 * Validates runbook packs; findings as `validate` gives them.
 * @param paths As typed; none means the workspace.
 * @param folder Path of the folder in which the command runs.
 * @param how How to validate.
 * @throws {UsageError} When a path is wrong or holds no pack, or a configuration or catalog is wrong.
 */
export async function validateKept(
  paths: readonly string[],
  folder: string,
  how: HowToValidateKept
): Promise<Validation> {
  const { severities, loadTree, keptPlace, engine, onDone, signal } = how
  const reads = new PackReads()
  const found = workspaceOfAll(paths, folder, reads)
  // What rules of the team find may depend on anything.
  if (found === null || namesOwnRules(found.root)) {
    const { validate } = await import('./validate.js')
    return validate('runbook', paths, folder, { severities, toTree: await loadTree(), engine, onDone, signal })
  }
  const { root, dirs } = found
  const packs = workspacePacks(root, reads)
  const isWhole = dirs.length >= packs.length
  const inputs = await digestOf(await inputsBeside({ root, packs, keptPlace, reads }, severities), root, keptPlace)
  const kept = new KeptValues(keptPlace('findings', root), isKeptFindings)
  const results = new Map<string, Result>()
  const states = new Map<string, ReturnType<typeof folderState>>()
  for (const dir of dirs) {
    const state = folderState(dir)
    const same = kept.get(dir, state.state)
    const known = same?.inputs === inputs ? same : await sameContent(kept, reads.files(dir), dir, inputs)
    // What was read before its state was taken may be older than the state; what was read to compare it is done with.
    reads.forget(dir)
    if (known === null) {
      states.set(dir, state)
    } else {
      if (known !== same) kept.set(dir, state.isSettled ? state.state : '', known)
      results.set(dir, resultOf(known, dir, folder, true))
    }
  }
  const changesets = isWhole ? kept.get(CHANGESETS, inputs) : undefined
  if (changesets) results.set(root, resultOf(changesets, root, folder, false))
  if (states.size > 0 || (isWhole && changesets === undefined)) {
    const { judge } = await import('./validate.js')
    const toTree = await loadTree()
    const using = { severities, toTree, engine, reads, hasContent: true, onDone, signal }
    const judged = await judge(dirs, new Set(states.keys()), folder, using)
    for (const [dir, { content, ...result }] of judged) {
      results.set(dir, result)
      const { diagnostics } = result
      const limit = result.limit && { ...result.limit, file: resolve(folder, result.limit.file) }
      if (!result.isPack) kept.set(CHANGESETS, inputs, { inputs, content: '', diagnostics, limit })
      const state = states.get(dir)
      if (state === undefined || folderState(dir).state !== state.state) continue
      kept.set(dir, state.isSettled ? state.state : '', { inputs, content, diagnostics, limit })
    }
  }
  kept.keepRest(new Set([CHANGESETS, ...packs.map(({ dir }) => dir)]))
  await kept.save()
  const inOrder = [...dirs, root].flatMap((dir) => results.get(dir) ?? [])
  return validationOf(inOrder, (pack, file) => textAt(folder, pack, file))
}

/** What is kept, as a report shows it: relative to where the command runs. */
function resultOf({ diagnostics, limit }: KeptFindings, dir: string, folder: string, isPack: boolean): Result {
  const shown = (path: string): string => relative(folder, path).replaceAll('\\', '/')
  return {
    path: shown(dir) || '.',
    diagnostics,
    limit: limit && { ...limit, file: shown(limit.file) },
    isPack
  }
}

/** A pack that was written again and is the same: copied, checked out, or only touched. */
async function sameContent(
  kept: KeptValues<KeptFindings>,
  files: PackFiles,
  dir: string,
  inputs: string
): Promise<KeptFindings | null> {
  const before = kept.peek(dir)
  if (before?.inputs !== inputs) return null
  const { contentOf } = await import('./pack-content.js')
  return before.content === contentOf(files) ? before : null
}

/** The workspace in whose folder of packs all packs lie that some paths mean; null when there is none. */
function workspaceOfAll(
  paths: readonly string[],
  folder: string,
  reads: PackReads
): { root: string; dirs: readonly string[] } | null {
  // Tarballs, and Markdown files that are no packs, are judged each time.
  if (splitTarballs(paths, folder).tarballs.length > 0 || !paths.every((path) => isPackAt(path, folder, reads)))
    return null
  const dirs = packsAt(paths, folder, reads).map(({ dir }) => dir)
  const folders = new Set(dirs.map((dir) => dirname(dir)))
  const [only = ''] = folders
  const root = folders.size === 1 ? findWorkspace(only) : null
  if (root === null || join(root, packsFolder(root)) !== only || only.split(sep).includes('node_modules')) return null
  // A pack that is a workspace of its own.
  const isNested = (dir: string): boolean =>
    [DEFAULT_PACKS_FOLDER, CONFIG_FILE].some((name) => linkStatusAt(join(dir, name)) !== undefined)
  return dirs.length === 0 || dirs.some(isNested) ? null : { root, dirs }
}

/** Whether a path is the folder of a pack, or one that holds packs; of other paths it is found out later what they are. */
function isPackAt(path: string, folder: string, reads: PackReads): boolean {
  const dir = resolve(folder, path)
  return isPack(dir) || [dir, join(dir, packsFolder(dir))].some((one) => packsIn(one, undefined, reads).length > 0)
}

/** The digest of a text, which is known for the text that was there before. */
async function digestOf(text: string, root: string, keptPlace: PlaceOfKept): Promise<string> {
  const kept = new KeptValues(keptPlace('inputs', root), (value) => typeof value === 'string')
  const known = kept.get('', text)
  if (known !== undefined) return known
  const { digest } = await import('./pack-content.js')
  kept.set('', text, digest(text))
  await kept.save()
  return digest(text)
}

function isKeptFindings(value: unknown): value is KeptFindings {
  return (
    isObject(value) &&
    typeof value['inputs'] === 'string' &&
    typeof value['content'] === 'string' &&
    (value['limit'] === null || isLimit(value['limit'])) &&
    Array.isArray(value['diagnostics']) &&
    value['diagnostics'].every(isDiagnostic)
  )
}

function isLimit(value: unknown): boolean {
  return isObject(value) && typeof value['file'] === 'string' && typeof value['most'] === 'number'
}

const TEXTS = ['code', 'messageId', 'severity', 'file', 'message', 'expected', 'help', 'url']

function isDiagnostic(value: unknown): value is Diagnostic {
  if (!isObject(value) || !TEXTS.every((name) => typeof value[name] === 'string')) return false
  const { range, data } = value
  return isObject(range) && isPoint(range['start']) && isPoint(range['end']) && isObject(data)
}

function isPoint(value: unknown): boolean {
  return isObject(value) && ['line', 'column', 'offset'].every((name) => typeof value[name] === 'number')
}
