/**
 * What the findings of a pack depend on beside its own files, as one text: whether anything of it changed is then told without
 * understanding it.
 */
import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  CATALOGS_FOLDER,
  CONFIG_FILE,
  configuredScope,
  foldersAbove,
  installedPacks,
  isObject,
  type KeptPlace,
  KeptValues,
  linkStatusAt,
  namesIn,
  type PackLocation,
  type PackReads,
  packsFolder,
  readRegularText,
  type Relations,
  relationsAt,
  stateOf
} from '@keys/pack'

const CHANGESETS = '.changeset'

/** Says where values of a kind are kept that are of a workspace. */
export type PlaceOfKept = (name: string, root: string) => KeptPlace

/** A workspace whose packs are validated. */
export interface WorkspaceToJudge {
  /** Path of the workspace. */
  root: string
  /** All packs of it. */
  packs: readonly PackLocation[]
  keptPlace: PlaceOfKept
  /** What was read of packs. */
  reads: PackReads
}

/**
 * What the findings of the packs of a workspace depend on beside the files of each.
 * @param workspace The workspace.
 * @param severities What goes before its configuration.
 */
export async function inputsBeside(workspace: WorkspaceToJudge, severities: unknown): Promise<string> {
  const index = stateOf(workspace.root, ['dist/assets-index.json'])
  return JSON.stringify([severities, await writtenBeside(workspace), index])
}

/**
 * What people write beside the packs of a workspace, and its packs and findings depend on.
 * @param workspace The workspace.
 */
export async function writtenBeside(workspace: WorkspaceToJudge): Promise<unknown[]> {
  const { root } = workspace
  const folder = join(root, packsFolder(root))
  const configs = [...new Set([root, folder])].map((dir) => textOf(join(dir, CONFIG_FILE)))
  const catalogs = [
    ...namesIn(join(folder, CATALOGS_FOLDER)).map((name) => join(folder, CATALOGS_FOLDER, name)),
    ...configs.flatMap((text, index) => catalogsNamedIn(text, index === 0 ? root : folder))
  ]
  return [
    process.version,
    configs,
    catalogs.map((path) => [path, textOf(path)]),
    await relationsOf(workspace),
    installedPacks(root).map((pack) => pack.package),
    configuredScope(root),
    changesetsOf(root)
  ]
}

async function relationsOf({ root, packs, keptPlace, reads }: WorkspaceToJudge): Promise<unknown[]> {
  const kept = new KeptValues(keptPlace('relations', root), isRelations)
  const all: unknown[] = []
  for (const { dir, slug, package: name } of packs) {
    const look = () => stateOf(dir, ['pack.json'])
    all.push([slug, name, await kept.value(dir, look, () => relationsAt(dir, reads))])
  }
  await kept.save()
  return all
}

function isRelations(value: unknown): value is Relations {
  return isObject(value) && Array.isArray(value['related_runbooks'])
}

/** The changesets, and what they are compared with: git is asked only where there are some. */
function changesetsOf(root: string): unknown {
  const names = namesIn(join(root, CHANGESETS))
  if (!names.some((name) => name.endsWith('.md') && !/^readme\.md$/i.test(name))) return null
  const folders = ['', ...foldersIn(root), ...foldersIn(root).flatMap((first) => foldersIn(join(root, first), first))]
  return [
    names.map((name) => [name, textOf(join(root, CHANGESETS, name))]),
    settled(
      root,
      folders.map((folder) => join(folder, 'package.json'))
    ),
    settled(root, ['.gitignore', join(packsFolder(root), '.gitignore')]),
    gitState(root)
  ]
}

/**
 * Which commits, branches and tags there are.
 * @param root Path of the workspace.
 */
export function gitState(root: string): unknown {
  const found = foldersAbove(root).find((dir) => linkStatusAt(join(dir, '.git')) !== undefined)
  if (found === undefined) return null
  const [, elsewhere] = /^gitdir: (.+)$/m.exec(textOf(join(found, '.git')) ?? '') ?? []
  const own = resolve(found, elsewhere ?? '.git')
  const shared = resolve(own, textOf(join(own, 'commondir'))?.trim() ?? '.')
  const files = ['packed-refs', 'config', 'info/exclude', 'shallow', 'reftable/tables.list', ...refsIn(shared, 'refs')]
  return [textOf(join(own, 'HEAD')), settled(shared, files)]
}

function refsIn(git: string, folder: string): string[] {
  try {
    return readdirSync(join(git, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? refsIn(git, path) : [path]
    })
  } catch {
    return []
  }
}

/** The state of some files; of those that changed a moment ago it is another one each time. */
function settled(dir: string, files: readonly string[]): string {
  const { state, isSettled } = stateOf(dir, files)
  return isSettled ? state : `${state} ${process.hrtime.bigint()}`
}

function catalogsNamedIn(config: string | null, folder: string): string[] {
  if (config === null) return []
  try {
    const value: unknown = JSON.parse(config)
    const named = isObject(value) ? value['catalogs'] : []
    return Array.isArray(named) ? named.flatMap((path) => (typeof path === 'string' ? resolve(folder, path) : [])) : []
  } catch {
    return []
  }
}

function foldersIn(folder: string, before = ''): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => join(before, name))
  } catch {
    return []
  }
}

function textOf(path: string): string | null {
  try {
    return readRegularText(dirname(path), basename(path))
  } catch {
    return null
  }
}
