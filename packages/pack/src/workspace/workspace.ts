/**
 * What the packs of a workspace know of each other, and the catalogs that lie beside them.
 */
import { readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { catalogSchema, type Catalog } from '@keys/schema'
import { JsonDocument } from '../documents/json-document.js'
import { readRegularText } from '../files/folder.js'
import type { PackReads } from '../files/reads.js'
import { CATALOGS_FOLDER, installedPacks, workspacePacks } from './discover.js'
import type { Workspace } from './facts.js'
import { relationsAt } from './relations.js'
import { configuredScope, packsFolder } from './workspace-settings.js'

/** A catalog that could not be read. */
export interface CatalogFault {
  /** Path of the file, relative to the workspace. */
  file: string
  /** One sentence for each fault, with its place. */
  faults: string[]
}

/**
 * What each pack of a workspace may know of the others.
 * @param root Path of the workspace.
 * @param reads What was read of packs.
 */
export function readWorkspace(root: string, reads?: PackReads): Workspace {
  const packs = workspacePacks(root, reads).map((location) => {
    const { dir, slug } = location
    const { slug: said, related_runbooks } = relationsAt(dir, reads)
    const path = relative(root, dir).replaceAll('\\', '/')
    return [slug, { related_runbooks, path, package: location.package, ...(said !== null && { slug: said }) }] as const
  })
  const folders = new Map<string, string[]>()
  for (const [folder, { slug = folder }] of packs) folders.set(slug, [...(folders.get(slug) ?? []), folder])
  const installed = installedPacks(root).map((pack) => pack.package)
  return { packs: new Map(packs), folders, installed, scope: configuredScope(root) }
}

function textOf(dir: string, path: string): string {
  return readRegularText(dir, path)
}

/**
 * Reads the catalogs of a workspace: the JSON files in `catalogs/` of its folder of packs, and those that a configuration names.
 * @param root Path of the workspace; null when there is none.
 * @param more Absolute paths of further catalogs.
 * @returns The catalogs, or null when there is no folder of catalogs and no further one; and those that are wrong.
 */
export function readCatalogs(
  root: string | null,
  more: readonly string[] = []
): { catalogs: Catalog[] | null; faults: CatalogFault[] } {
  const folder = root === null ? null : join(root, packsFolder(root), CATALOGS_FOLDER)
  const names = folder === null ? null : jsonFilesIn(folder)
  if (names === null && more.length === 0) return { catalogs: null, faults: [] }
  const files = new Set([...(names ?? []).map((name) => join(folder ?? '', name)), ...more])
  const catalogs: Catalog[] = []
  const faults: CatalogFault[] = []
  for (const file of files) {
    const result = readCatalog(file)
    if ('catalog' in result) catalogs.push(result.catalog)
    else faults.push({ file: root === null ? file : relative(root, file).replaceAll('\\', '/'), faults: result.faults })
  }
  return { catalogs, faults }
}

function jsonFilesIn(folder: string): string[] | null {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
  } catch {
    return null
  }
}

function readCatalog(path: string): { catalog: Catalog } | { faults: string[] } {
  let text: string
  try {
    text = textOf(dirname(path), basename(path))
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] }
  }
  const document = new JsonDocument(path, text)
  if (document.value === undefined) return { faults: ['not valid JSON'] }
  const result = catalogSchema.safeParse(document.value)
  if (result.success) return { catalog: result.data }
  return {
    faults: result.error.issues.map((issue) => `${issue.path.join('.') || 'the catalog'}: ${issue.message}`)
  }
}
