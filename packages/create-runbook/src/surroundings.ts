/**
 * What lies around a new pack: the workspace, the packs beside it, the repository, who is writing. Reads disk and git.
 */
import { UsageError } from '@keys/pack'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import {
  gitLine,
  findWorkspace,
  JsonDocument,
  nearest,
  readRegularFile,
  statusAt,
  WORKSPACE_FOLDER,
  workspacePacks
} from '@keys/pack'
import { packSchema } from '@keys/schema'
import { titleOf, type RelatedPack } from './answers.js'

/** What lies around a new pack. */
export interface ScaffoldContext {
  /** Absolute path of the folder that holds, or will hold, `runbook-keys/`. */
  root: string
  /** A workspace of packs, a project with a package.json, or neither. */
  kind: 'workspace' | 'project' | 'empty'
  /** The packs that are there, sorted by slug. */
  packs: readonly RelatedPack[]
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
 * @throws {UsageError} When there is no such folder.
 */
export function scaffoldContextOf(folder: string): ScaffoldContext {
  if (!statusAt(folder)?.isDirectory()) {
    throw new UsageError(`There is no folder ${folder}.`, 'Make it first, or name one that is there.')
  }
  const workspace = findWorkspace(folder)
  const root = workspace ?? resolve(folder)
  const top = gitLine(root, ['rev-parse', '--show-toplevel'])
  const prefix = top === null ? '' : relative(top, root).replaceAll('\\', '/')
  return {
    root,
    kind: workspace !== null ? 'workspace' : existsSync(join(root, 'package.json')) ? 'project' : 'empty',
    packs: workspace === null ? [] : packsOf(workspace),
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
export function relatedPacks(slugs: readonly string[], packs: readonly RelatedPack[]): RelatedPack[] {
  return [...new Set(slugs)].map((slug) => {
    const pack = packs.find((candidate) => candidate.slug === slug)
    if (pack !== undefined) return pack
    const known = packs.map((candidate) => candidate.slug)
    const suggestion = nearest(slug, known)
    throw new UsageError(
      `There is no pack ${JSON.stringify(slug)} in ${WORKSPACE_FOLDER}/ to relate to.`,
      suggestion !== null
        ? `Did you mean ${suggestion}?`
        : known.length === 0
          ? 'Leave --related out: this is the first pack here.'
          : `There are ${known.join(', ')}.`
    )
  })
}

function packsOf(workspace: string): RelatedPack[] {
  return workspacePacks(workspace).map(({ dir, slug }) => {
    const result = packSchema.shape.title.safeParse(field(dir, 'title', 'pack.json'))
    return { slug, title: result.success ? result.data : titleOf(slug) }
  })
}

/** The address that the project, a pack that is there, or git knows. */
function repositoryOf(root: string): string | null {
  const packs = join(root, WORKSPACE_FOLDER)
  const folders = existsSync(packs) ? readdirSync(packs).map((name) => join(packs, name)) : []
  for (const dir of [root, ...folders]) {
    const repository = field(dir, 'repository')
    const url = typeof repository === 'string' ? repository : urlIn(repository)
    if (typeof url === 'string' && /^[a-z+]+:/.test(url) && !url.startsWith('TODO:')) return url
  }
  const remote = gitLine(root, ['remote', 'get-url', 'origin'])
  // An address with a password in it is no address to publish.
  return remote !== null && /^https:\/\/[^@]+$/.test(remote) ? `git+${remote}` : null
}

function urlIn(repository: unknown): unknown {
  return typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : null
}

/** A field of a JSON file; undefined when the file or the field is not there. */
function field(dir: string, name: string, file = 'package.json'): unknown {
  try {
    const { object } = new JsonDocument(file, Buffer.from(readRegularFile(dir, file)).toString('utf8'))
    return object?.[name]
  } catch {
    return undefined
  }
}
