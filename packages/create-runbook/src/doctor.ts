/**
 * Looks at what keeps an author from working here: the machine, the workspace, the repository. Nothing is changed, and no
 * network is asked.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import {
  findWorkspace,
  foldersAbove,
  gitLine,
  howToGetPacks,
  installedPacks,
  JsonDocument,
  packsFolder,
  readConfig,
  readRegularFile,
  tagsWith,
  isUsageError,
  userConfig,
  visible,
  workspacePacks,
  type PackLocation,
  type Place
} from '@keys/pack'
import { packSchema } from '@keys/schema'
import { leftOut } from './workspace-globs.js'

/** One thing that was looked at. */
export interface Examined {
  /** `fault` keeps somebody from working; `note` may. */
  state: 'ok' | 'note' | 'fault'
  /** What was seen, in a sentence. */
  seen: string
  /** What to do about it. */
  help?: string
}

const MARKS = { ok: 'ok   ', note: 'note ', fault: 'FAULT' } as const

/** What was looked at, for people: a line each, and below it what to do. */
export function examinedText(examined: readonly Examined[]): string {
  return examined
    .map(
      ({ state, seen, help }) =>
        `${MARKS[state]} ${visible(seen)}\n${help === undefined ? '' : `      ${visible(help)}\n`}`
    )
    .join('')
}

/**
 * Looks at a place.
 * @param place The folder in which the command runs, and its environment.
 * @param version The version of the tools that run.
 * @param node The version of Node that runs them, as `v20.1.0`.
 */
export function examine(place: Place, version: string, node: string): readonly Examined[] {
  const { folder, environment } = place
  const root = findWorkspace(folder)
  const own = root === null ? [] : workspacePacks(root)
  const installed = installedPacks(folder)
  return [
    nodeOf(node),
    toolsOf(folder, version),
    ...workspaceOf(root, own),
    packsOf(own, installed, folder),
    ...repositoryOf(root ?? folder, own.length > 0),
    ...requiredTools([...own, ...installed], environment),
    userOf(environment)
  ]
}

function nodeOf(node: string): Examined {
  const major = Number(/^v?(\d+)/.exec(node)?.[1] ?? 0)
  return major >= 20
    ? { state: 'ok', seen: `Node ${node}.` }
    : { state: 'fault', seen: `Node ${node} is too old.`, help: 'Install Node 20 or newer.' }
}

function toolsOf(folder: string, version: string): Examined {
  const local = foldersAbove(folder)
    .map((above) => field(join(above, 'node_modules/@keys/cli'), 'package.json', 'version'))
    .find((found) => typeof found === 'string')
  if (local === undefined || local === version) return { state: 'ok', seen: `keys ${version}.` }
  return {
    state: 'note',
    seen: `keys ${version} runs, and this project has ${local}.`,
    help: 'Type npx keys to run that of the project.'
  }
}

function workspaceOf(root: string | null, own: readonly PackLocation[]): Examined[] {
  if (root === null) return []
  const { problems, config } = readConfig(join(root, packsFolder(root), 'any'), null)
  const faults = problems.map(({ file, line, column, message, expected }): Examined => {
    return { state: 'fault', seen: `${file}:${line}:${column} ${message}`, help: `Expected: ${expected}.` }
  })
  const drafts = own.filter(({ slug }) => config.drafts?.includes(slug))
  const unknown = (config.drafts ?? []).filter((slug) => own.every((pack) => pack.slug !== slug))
  const outside = leftOut(root, packsFolder(root))
  return [
    ...(outside === null ? [] : [{ state: 'note' as const, seen: outside }]),
    ...(faults.length > 0
      ? faults
      : [{ state: 'ok' as const, seen: `The workspace ${root}, packs in ${packsFolder(root)}/.` }]),
    ...drafts.map(({ slug }): Examined => {
      return {
        state: 'note',
        seen: `${slug} is a draft.`,
        help: 'Before its release, delete it from drafts in keys.config.json.'
      }
    }),
    ...unknown.map((slug): Examined => {
      return {
        state: 'note',
        seen: `There is no pack ${slug}, which drafts names.`,
        help: 'Delete it from keys.config.json.'
      }
    })
  ]
}

function packsOf(own: readonly PackLocation[], installed: readonly PackLocation[], folder: string): Examined {
  if (own.length + installed.length === 0) {
    return { state: 'note', seen: 'There are no packs here.', help: howToGetPacks(folder) }
  }
  return { state: 'ok', seen: `${counted(own.length, 'pack')} of the workspace, ${installed.length} installed.` }
}

/** Versions are compared with tags and with the base of a branch: without them nothing is. */
function repositoryOf(root: string, hasPacks: boolean): Examined[] {
  if (!hasPacks) return []
  if (gitLine(root, ['rev-parse', '--git-dir']) === null) {
    return [
      {
        state: 'note',
        seen: 'git is not installed, or this is not a repository: keys bump-check and keys diff compare with nothing.',
        help: 'Install git, or git init.'
      }
    ]
  }
  if (gitLine(root, ['rev-parse', '--is-shallow-repository']) === 'true') {
    return [
      {
        state: 'fault',
        seen: 'The clone is shallow: keys bump-check sees neither the base of a branch nor the last release.',
        help: 'git fetch --unshallow --tags; in a workflow, fetch-depth: 0.'
      }
    ]
  }
  return !tagsWith(root, '').some((tag) => tag.includes('@'))
    ? [{ state: 'note', seen: 'There is no tag of a release.', help: 'git fetch --tags, if there was one.' }]
    : [{ state: 'ok', seen: 'The repository has its history and the tags of releases.' }]
}

function requiredTools(packs: readonly PackLocation[], { PATH = '' }: Place['environment']): Examined[] {
  const wanted = new Map<string, string[]>()
  for (const { dir, slug } of packs) {
    const { data = [] } = packSchema.shape.required_tools.safeParse(field(dir, 'pack.json', 'required_tools'))
    for (const { command } of data) wanted.set(command, [...(wanted.get(command) ?? []), slug])
  }
  const missing = [...wanted].filter(([command]) => !isOnPath(command, PATH))
  if (missing.length > 0) {
    const names = missing.map(([command, slugs]) => `${command} (${slugs.slice(0, 3).join(', ')})`)
    return [
      {
        state: 'note',
        seen: `Commands that packs need are not here: ${names.join('; ')}.`,
        help: `Install ${missing.map(([command]) => command).join(', ')}. keys preflight <pack> looks at versions, too.`
      }
    ]
  }
  return wanted.size === 0 ? [] : [{ state: 'ok', seen: `All ${wanted.size} commands that the packs need are here.` }]
}

function isOnPath(command: string, path: string): boolean {
  return path.split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, command), constants.X_OK)
      return dir !== ''
    } catch {
      return process.platform === 'win32' && existsSync(join(dir, `${command}.exe`))
    }
  })
}

function userOf(environment: Place['environment']): Examined {
  try {
    const { operator } = userConfig(environment)
    return operator === undefined
      ? {
          state: 'note',
          seen: 'Records name you as the system does.',
          help: 'keys docs overlays says how to set your name.'
        }
      : { state: 'ok', seen: `Records name you ${operator}.` }
  } catch (error) {
    if (!isUsageError(error)) throw error
    return { state: 'fault', seen: error.message, help: error.hint }
  }
}

function field(dir: string, file: string, name: string): unknown {
  try {
    return new JsonDocument(file, Buffer.from(readRegularFile(dir, file)).toString('utf8')).object?.[name]
  } catch {
    return undefined
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
