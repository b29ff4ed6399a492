/**
 * What lies around a new pack: the workspace, the packs beside it, the repository, who is writing. Reads disk and git.
 */
import { MARK } from '@keys/pack/edits'
import { UsageError } from '@keys/pack'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import {
  configuredScope,
  DEFAULT_PACKS_FOLDER,
  findWorkspace,
  gitLine,
  installedPacks,
  JsonDocument,
  nearest,
  packsFolder,
  readRegularText,
  statusAt,
  workspacePacks,
  type PackLocation
} from '@keys/pack'
import { packageNameParts, packSchema, scopeSchema } from '@keys/schema'
import { titleOf, type KnownPack } from './answers.js'
import type { ScaffoldFlags } from './parse-flags.js'

/** What lies around a new pack. */
export interface ScaffoldContext {
  /** Absolute path of the folder that holds, or will hold, the folder of packs. */
  root: string
  /** The folder of packs, relative to it. */
  packsFolder: string
  /** The scope of the packages that lie around; null when nothing says one. */
  scope: string | null
  /** A workspace of packs, a project with a package.json, or neither. */
  kind: 'workspace' | 'project' | 'empty'
  /** The packs that are there, sorted by slug, and those that are installed. */
  packs: readonly KnownPack[]
  /** The address of the repository; null when nobody knows it. */
  repository: string | null
  /** Path from the root of the repository to `root`, with a slash at its end unless it is empty. */
  prefix: string
  /** Whether `@keys/drill` itself lies in this workspace, where packs ask for what lies beside them. */
  hasDrill: boolean
  /** Who is writing, as git knows; null when it does not. */
  author: string | null
}

/**
 * Looks around.
 * @param folder Absolute path of the folder in which the pack was asked for.
 * @param flags What was given: the scope, and the folder of packs of a new workspace.
 * @throws {UsageError} When there is no such folder, or the workspace there says otherwise.
 */
export function scaffoldContextOf(folder: string, flags: Pick<ScaffoldFlags, 'scope' | 'packs'> = {}): ScaffoldContext {
  if (!statusAt(folder)?.isDirectory()) {
    throw new UsageError(`There is no folder ${folder}.`, 'Make it first, or name one that is there.')
  }
  const workspace = findWorkspace(folder)
  const root = workspace ?? resolve(folder)
  refuseFolder(flags.packs)
  refuseManifest(root)
  const top = gitLine(root, ['rev-parse', '--show-toplevel'])
  const prefix = top === null ? '' : relative(top, root).replaceAll('\\', '/')
  return {
    root,
    kind: workspace !== null ? 'workspace' : existsSync(join(root, 'package.json')) ? 'project' : 'empty',
    packsFolder: workspace === null ? (flags.packs ?? DEFAULT_PACKS_FOLDER) : folderOf(workspace, flags.packs),
    scope: workspace === null ? scopeBeside(root) : scopeIn(workspace, flags.scope),
    packs: [
      ...(workspace === null ? [] : workspacePacks(workspace).map((pack) => knownPack(pack, false))),
      ...installedPacks(root).map((pack) => knownPack(pack, true))
    ],
    repository: repositoryOf(root),
    prefix: prefix === '' || prefix.startsWith('..') ? '' : `${prefix}/`,
    hasDrill: field(join(root, 'packages', 'drill'), 'name') === '@keys/drill',
    author: gitLine(root, ['config', 'user.name'])
  }
}

/**
 * The packs that some slugs mean.
 * @param slugs As typed.
 * @param packs The packs that are there.
 * @throws {UsageError} For one that is not there; the nearest is offered.
 */
export function relatedPacks(slugs: readonly string[], packs: readonly KnownPack[]): KnownPack[] {
  return [...new Set(slugs)].map((slug) => {
    const pack = packs.find((candidate) => candidate.slug === slug || candidate.package === slug)
    if (pack !== undefined) return pack
    const known = packs.map((candidate) => candidate.slug)
    const suggestion = nearest(slug, known)
    throw new UsageError(
      `There is no pack ${JSON.stringify(slug)} here to relate to.`,
      suggestion !== null
        ? `Did you mean ${suggestion}?`
        : known.length === 0
          ? 'Leave --related out, or install that pack first: this is the first one here.'
          : `There are ${known.join(', ')}.`
    )
  })
}

function knownPack({ dir, slug, package: name }: PackLocation, isInstalled: boolean): KnownPack {
  const result = packSchema.shape.title.safeParse(field(dir, 'title', 'pack.json'))
  return { slug, package: name, title: result.success ? result.data : titleOf(slug), dir, isInstalled }
}

/** Folders that hold what programs make: the .gitignore of a new workspace leaves them out, and they are emptied. */
const MADE = /(^|\/)(node_modules|dist|build|coverage|\.git|\.turbo)(\/|$)/

function refuseFolder(packs: string | undefined): void {
  if (packs === undefined || !MADE.test(packs)) return
  throw new UsageError(
    `Packs cannot lie in ${packs}: programs make what is in it, and git ignores it.`,
    'Give --packs another folder, such as runbook-keys.'
  )
}

/** A manifest with a fault would be met by the package manager, after everything was written. */
function refuseManifest(root: string): void {
  const file = join(root, 'package.json')
  if (!existsSync(file)) return
  try {
    JSON.parse(readRegularText(root, 'package.json').replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${file} cannot be read: ${reason}.`, 'Correct it first.')
  }
}

function folderOf(workspace: string, wanted: string | undefined): string {
  const folder = packsFolder(workspace)
  if (wanted === undefined || wanted === folder) return folder
  throw new UsageError(`The packs of this workspace lie in ${folder}/.`, 'Leave --packs out, or name a new workspace.')
}

/** The scope of a workspace: what its settings say, else that of its packs when all have the same. */
function scopeIn(workspace: string, wanted: string | undefined): string | null {
  const configured = configuredScope(workspace)
  if (configured !== null && wanted !== undefined && wanted !== configured) {
    throw new UsageError(
      `The packages of this workspace are of the scope ${configured}, as keys.config.json says.`,
      'Leave --scope out, or correct keys.config.json.'
    )
  }
  const scopes = new Set(workspacePacks(workspace).map((pack) => packageNameParts(pack.package)?.scope))
  const [only] = scopes
  return configured ?? (scopes.size === 1 ? (only ?? null) : null)
}

/** The scope of a project, as the name of its package says it. */
function scopeBeside(root: string): string | null {
  const name = field(root, 'name')
  const scope = typeof name === 'string' && name.includes('/') ? name.slice(0, name.indexOf('/')) : null
  return scopeSchema.safeParse(scope).data ?? null
}

/** The address that the project, a pack that is there, or git knows. */
function repositoryOf(root: string): string | null {
  const packs = join(root, packsFolder(root))
  const folders = existsSync(packs) ? readdirSync(packs).map((name) => join(packs, name)) : []
  for (const dir of [root, ...folders]) {
    const repository = field(dir, 'repository')
    const url = typeof repository === 'string' ? repository : urlIn(repository)
    if (typeof url === 'string' && /^[a-z+]+:/.test(url) && !url.startsWith(MARK)) return url
  }
  const remote = gitLine(root, ['remote', 'get-url', 'origin'])
  // An address with a password in it is not an address to publish.
  return remote !== null && /^https:\/\/[^@]+$/.test(remote) ? `git+${remote}` : null
}

function urlIn(repository: unknown): unknown {
  return typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : null
}

/** A field of a JSON file; undefined when the file or the field is not there. */
function field(dir: string, name: string, file = 'package.json'): unknown {
  try {
    const { object } = new JsonDocument(file, readRegularText(dir, file))
    return object?.[name]
  } catch {
    return undefined
  }
}
