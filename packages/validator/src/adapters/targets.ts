/**
 * What some paths mean to a validation: folders and tarballs of packs, each with what is at hand beside it.
 */
import { dirname, relative, sep } from 'node:path'
import {
  ASSET_KINDS,
  findWorkspace,
  keysAt,
  packsAt,
  readCatalogs,
  readWorkspace,
  splitTarballs,
  UsageError,
  type AssetKindName,
  type PackReads
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import type { EngineName } from '@keys/parser/native'
import type { ValidateSettings } from '../engine/engine.js'
import type { AskRemote } from '../engine/remote-links.js'
import { settingsOf, severitiesFor, type Settings } from './settings.js'

/** How to validate, whatever it is. */
export interface HowToValidate {
  /** What goes before the configuration. */
  severities?: Settings['severities']
  /** The Markdown engine; the reference engine when absent. */
  toTree?: ToTree | undefined
  /** The name of that engine, for threads, which load it themselves. */
  engine?: EngineName | undefined
  /** Asks remote links over the network; without it none is asked. */
  askRemote?: AskRemote | null
  /** What was read of packs. */
  reads?: PackReads
  /** Whether the digest of what lies in a pack is asked for. */
  hasContent?: boolean
  /** Told how many packs are judged. */
  onDone?: ((done: number, all: number) => void) | undefined
  /** Ends it early; its reason is thrown. */
  signal?: AbortSignal | undefined
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

/**
 * The folders that some paths mean, with what is at hand beside each.
 * @param kind What to look for at the paths.
 * @param paths As typed; none means the workspace, which only runbook packs have.
 * @param folder Path of the folder in which the command runs.
 * @param how What goes before the configuration, and with what it is done.
 * @throws {UsageError} When a path is wrong or holds nothing of this kind, or a configuration or catalog is wrong.
 */
export async function targetsOf(
  kind: AssetKindName,
  paths: readonly string[],
  folder: string,
  { severities = {}, toTree, reads }: HowToValidate = {}
): Promise<ValidationTarget[]> {
  const { tarballs, others } = splitTarballs(paths, folder)
  const found =
    tarballs.length > 0 && others.length === 0
      ? []
      : kind === 'runbook'
        ? packsAt(others, folder, reads).map(({ dir }) => dir)
        : keysAt(ASSET_KINDS[kind], others, folder)
  const known = new Map<string, Pick<ValidationTarget, 'options' | 'settings'>>()
  const packed = new Set(tarballs)
  const targets: ValidationTarget[] = []
  for (const dir of [...found, ...tarballs]) {
    const isTarball = packed.has(dir)
    const root = kind === 'runbook' ? findWorkspace(dir) : null
    const key = `${root ?? ''}\0${dirname(dir)}`
    let shared = known.get(key)
    if (shared === undefined) {
      const settings = await settingsOf(dir, folder, severities)
      const workspace = root === null ? null : readWorkspace(root, reads)
      shared = { settings, options: { ...rulesOf(root, settings), workspace, toTree } }
      known.set(key, shared)
    }
    const { settings } = shared
    const options = { ...shared.options, severities: severitiesFor(settings, dir) }
    targets.push({
      dir,
      isTarball,
      path: relative(folder, dir).replaceAll('\\', '/') || '.',
      // A published pack is compared with none of those that happen to lie around it.
      options: isTarball || dir.split(sep).includes('node_modules') ? { ...options, workspace: null } : options,
      settings
    })
  }
  return targets
}

/**
 * The rules of a workspace and the catalogs by which they judge; for a lone pack only what its configuration names.
 * @param root Path of the workspace; null when there is none.
 * @param settings What the configuration says.
 * @throws {UsageError} When a catalog is wrong.
 */
export function rulesOf(root: string | null, { severities, rules, catalogs: more }: Settings): ValidateSettings {
  const { catalogs, faults } = readCatalogs(root, more)
  const [first] = faults
  if (first) {
    throw new UsageError(
      `The catalog ${first.file} cannot be used: ${first.faults.join('; ')}.`,
      'Fix the catalog, then validate again.'
    )
  }
  return { catalogs, severities, rules }
}
