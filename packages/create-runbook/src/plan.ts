/**
 * All that a new pack changes, worked out before anything is written.
 */
import { UsageError } from '@keys/pack'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CATALOGS_FOLDER, CONFIG_FILE, DEFAULT_PACKS_FOLDER, folderFiles, type Replacement } from '@keys/pack'
import { DEFAULT_SCOPE, packageNameOf } from '@keys/schema'
import type { Answers } from './answers.js'
import { packFiles } from './pack-files.js'
import { otherSide } from './relations.js'
import type { ScaffoldContext } from './scaffold-context.js'
import type { PackageManager } from './package-manager.js'
import { workspaceFiles } from './workspace-files.js'
import { scriptsOf, teamFiles, type Extra } from './team-files.js'
import type { Scaffold } from './write.js'
import { leftOut } from './workspace-globs.js'

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
  /** What a team adds to its repository. */
  extras: readonly Extra[]
}

/**
 * Refuses a place that is taken.
 * @param context The workspace.
 * @param slug The slug of the new pack.
 * @throws {UsageError} When something is there.
 */
export function assertFree({ root, packsFolder }: ScaffoldContext, slug: string): void {
  const path = `${packsFolder}/${slug}`
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
  const { slug, scope, title, related } = answers
  const { root, packsFolder, kind, repository, prefix, hasDrill } = context
  const directory = `${packsFolder}/${slug}`
  assertFree(context, slug)
  const pack = packFiles(answers, {
    day: facts.day,
    repository,
    directory: prefix + directory,
    drillRange: hasDrill ? 'workspace:^' : facts.range
  })
  const files = new Map([
    ...(kind === 'empty' ? workspaceFiles(basename(root), packsFolder, facts.range, facts.manager, facts.extras) : []),
    ...(kind === 'workspace' ? [] : settingsFile(scope, packsFolder)),
    ...teamFiles(facts.extras, packsFolder, facts.manager)
  ])

  const others = new Map<string, readonly Replacement[]>()
  const pointers: Plan['pointers'][number][] = []
  const notes: string[] = []
  for (const other of related) {
    // What is installed belongs to somebody else.
    if (other.isInstalled) continue
    const path = `${packsFolder}/${other.slug}`
    const own = { slug, package: packageNameOf(slug, scope), title }
    const side = otherSide(folderFiles(other.dir), other.slug, own)
    if (side === null) notes.push(`${other.slug} does not point back: say there when to use ${slug}.`)
    else if (side.replacements.length > 0) others.set(other.slug, side.replacements)
    if (side !== null && side.line !== null) pointers.push({ path: `${path}/README.md`, line: side.line })
  }
  if (others.size > 0 && existsSync(join(root, '.changeset'))) {
    notes.push(`What points back is new to its readers: a minor changeset for ${[...others.keys()].join(' and ')}.`)
  }
  const scripts = Object.entries(scriptsOf(facts.extras)).map(([name, script]) => `"${name}": "${script}"`)
  const outside = kind === 'empty' ? null : leftOut(root, packsFolder)
  if (outside !== null) notes.push(outside)
  if (kind !== 'empty' && scripts.length > 0) notes.push(`Scripts for package.json: ${scripts.join(', ')}.`)
  // What is there is left alone, such as the .gitignore of a repository that is still empty.
  const free = [...files].filter(([path]) => !existsSync(join(root, path)))
  return { root, packsFolder, slug, pack, workspace: new Map(free), others, pointers, notes }
}

/** The settings of a new workspace, where they say more than holds without them. */
function settingsFile(scope: string, packsFolder: string): [path: string, text: string][] {
  const settings = {
    ...(scope !== DEFAULT_SCOPE && { scope }),
    ...(packsFolder !== DEFAULT_PACKS_FOLDER && { packs: packsFolder })
  }
  if (Object.keys(settings).length === 0) return []
  return [[CONFIG_FILE, `${JSON.stringify({ $schema: CONFIG_SCHEMA, ...settings }, null, 2)}\n`]]
}

const CONFIG_SCHEMA =
  'https://raw.githubusercontent.com/keys-assets/runbook-keys/main/packages/schema/schemas/config.schema.json'
