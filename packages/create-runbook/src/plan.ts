/**
 * All that a new pack changes, worked out before anything is written.
 */
import { UsageError } from '@keys/pack'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CATALOGS_FOLDER, folderFiles, WORKSPACE_FOLDER, type Replacement } from '@keys/pack'
import type { Answers } from './answers.js'
import { packFiles } from './pack-files.js'
import { otherSide } from './relations.js'
import type { ScaffoldContext } from './surroundings.js'
import { workspaceFiles, type PackageManager } from './workspace-files.js'
import type { Scaffold } from './write.js'

/** What a new pack changes, and what its author has to know. */
export interface Plan extends Scaffold {
  /** Lines that were added to other packs, by path in the workspace. */
  pointers: readonly { path: string; line: number }[]
  /** What is left to do in other packs, one sentence each. */
  notes: readonly string[]
}

/** What is known beside the answers. */
export interface PlanFacts {
  /** The day that the changelog bears. */
  day: string
  /** The range by which others ask for the tools. */
  range: string
  manager: PackageManager
}

/**
 * Refuses a place that is taken.
 * @param root Absolute path of the workspace.
 * @param slug The slug of the new pack.
 * @throws {UsageError} When something is there.
 */
export function assertFree(root: string, slug: string): void {
  const path = `${WORKSPACE_FOLDER}/${slug}`
  if (slug === CATALOGS_FOLDER) throw new UsageError(`${path} is the folder of catalogs.`, 'Choose another slug.')
  if (existsSync(join(root, path))) {
    throw new UsageError(`${path} is there already, and nothing of it is overwritten.`, 'Choose another slug.')
  }
}

/**
 * Works out what to write.
 * @param answers What the pack is made from.
 * @param context What lies around it.
 * @param facts What is known beside them.
 * @throws {UsageError} When its place is taken.
 */
export function planOf(answers: Answers, context: ScaffoldContext, facts: PlanFacts): Plan {
  const { slug, title, related } = answers
  const { root, kind, repository, prefix, hasDrill } = context
  const directory = `${WORKSPACE_FOLDER}/${slug}`
  assertFree(root, slug)
  const pack = packFiles(answers, {
    day: facts.day,
    repository,
    directory: prefix + directory,
    drillRange: hasDrill ? 'workspace:^' : facts.range
  })
  const files =
    kind === 'empty' ? workspaceFiles(basename(root), facts.range, facts.manager) : new Map<string, string>()

  const others = new Map<string, readonly Replacement[]>()
  const pointers: Plan['pointers'][number][] = []
  const notes: string[] = []
  for (const other of related) {
    const path = `${WORKSPACE_FOLDER}/${other.slug}`
    const side = otherSide(folderFiles(join(root, path)), other.slug, { slug, title })
    if (side === null) notes.push(`${other.slug} does not point back: say there when to use ${slug}.`)
    else if (side.replacements.length > 0) others.set(other.slug, side.replacements)
    if (side !== null && side.line !== null) pointers.push({ path: `${path}/README.md`, line: side.line })
  }
  if (others.size > 0 && existsSync(join(root, '.changeset'))) {
    notes.push(`What points back is new to its readers: a minor changeset for ${[...others.keys()].join(' and ')}.`)
  }
  // What is there is left alone, such as the .gitignore of a repository that is still empty.
  const free = [...files].filter(([path]) => !existsSync(join(root, path)))
  return { root, slug, pack, workspace: new Map(free), others, pointers, notes }
}
