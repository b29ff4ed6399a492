/**
 * What pages are made of: the index, and for each of its runbooks what lies in the tarball.
 */
import { contentHash, hashedFiles, MAX_FILE_SIZE, tarballFiles, type PackFiles } from '@keys/pack'
import { findProblem, parseChecklist, parseRunbook } from '@keys/parser'
import {
  incidentsSchema,
  packModelSchema,
  packSchema,
  readAssetsIndex,
  type AssetsIndex,
  type IncidentCase,
  type IndexedRunbook,
  type Pack,
  type PackModel
} from '@keys/schema'
import { createHash } from 'node:crypto'

const DECODER = new TextDecoder()

/** A runbook of the index with its files. */
export interface ListedPack {
  entry: IndexedRunbook
  /** Its own pack.json. */
  metadata: Pack
  model: PackModel
  readme: string
  changelog: string
  license: string
  /** SETUP.md; null when it has none. */
  setup: string | null
  /** Files below `scripts/`, by path, sorted. */
  scripts: ReadonlyMap<string, string>
  incidents: readonly IncidentCase[]
  /** The files that its content hash covers, sorted. */
  hashed: readonly string[]
}

/** A runbook of which no page can be made. */
export interface RefusedPack {
  slug: string
  title: string
  reason: string
}

/** What is wrong with an index or a tarball, in a sentence. */
export class ListingError extends Error {
  override name = 'ListingError'
}

/**
 * Reads an index.
 * @param text The contents of `assets-index.json`.
 * @throws {ListingError} When it is none; the message names the first field that is missing or wrong.
 */
export function readIndex(text: string): AssetsIndex {
  const result = readAssetsIndex(parsed(text, 'assets-index.json'))
  if ('index' in result) return result.index
  throw new ListingError(`assets-index.json cannot be used: ${result.faults.slice(0, 5).join('; ')}.`)
}

/**
 * Reads a packed runbook.
 * @param entry Its entry in the index.
 * @param bytes The tarball.
 * @throws {ListingError} When the tarball is not the one that the index means, or lacks a file.
 */
export async function readListed(entry: IndexedRunbook, bytes: Uint8Array): Promise<ListedPack> {
  const { tarball, content_hash } = entry['x-listing']
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  if (integrity !== tarball.integrity)
    throw new ListingError(`the checksum of ${tarball.path} is not that of the index`)
  const files = await tarballFiles(bytes)
  const [fault] = files.faults
  if (fault) throw new ListingError(`${tarball.path} cannot be unpacked safely: ${JSON.stringify(fault)}`)
  const paths = files.entries().flatMap(({ path, type }) => (type === 'file' ? [path] : []))
  const known = new Set(paths)
  const sizes = new Map(files.entries().map(({ path, size }) => [path, size]))
  const text = (path: string): string => {
    if (!known.has(path)) throw new ListingError(`${tarball.path} has no ${path}`)
    if ((sizes.get(path) ?? 0) > MAX_FILE_SIZE) throw new ListingError(`${path} is larger than ${MAX_FILE_SIZE} bytes`)
    const content = DECODER.decode(files.read(path))
    const problem = path.endsWith('.md') ? findProblem(content) : null
    if (problem) throw new ListingError(`${path}: ${problem.message}`)
    return content
  }
  // Read first: of a text that is too large there is nothing to hash.
  const readme = text(entry.documentation.readme)
  const actual = contentHash((path) => files.read(path), paths)
  if (actual !== content_hash) throw new ListingError(`the content hash of ${tarball.path} is not that of the index`)
  const scripts = paths.filter((path) => path.startsWith('scripts/')).toSorted()
  return {
    entry,
    metadata: metadataIn(text('pack.json')),
    model: modelFrom(files, text),
    readme,
    changelog: text(entry.documentation.changelog),
    license: text('LICENSE.txt'),
    setup: known.has('SETUP.md') ? text('SETUP.md') : null,
    scripts: new Map(scripts.map((path) => [path, text(path)])),
    incidents: known.has('incidents.json') ? incidentsIn(text('incidents.json')) : [],
    hashed: hashedFiles(paths)
  }
}

function metadataIn(text: string): Pack {
  const result = packSchema.safeParse(parsed(text, 'pack.json'))
  if (result.success) return result.data
  throw new ListingError(`pack.json is not valid: ${firstIssue(result.error)}`)
}

/** The model that was packed; one that is too large to be read is made again. */
function modelFrom(files: PackFiles, text: (path: string) => string): PackModel {
  const packed = files.entries().find(({ path }) => path === 'runbook.json')
  if (packed === undefined || packed.size <= MAX_FILE_SIZE) return modelIn(text('runbook.json'))
  const { readme, checklist } = metadataIn(text('pack.json')).documentation
  return { runbook: parseRunbook(text(readme)), checklist: parseChecklist(text(checklist)) }
}

function modelIn(text: string): PackModel {
  const result = packModelSchema.safeParse(parsed(text, 'runbook.json'))
  if (!result.success) throw new ListingError(`runbook.json is not a model: ${firstIssue(result.error)}`)
  const [problem] = result.data.runbook.problems
  if (problem) throw new ListingError(`README.md: ${problem.message}`)
  return result.data
}

function incidentsIn(text: string): readonly IncidentCase[] {
  const result = incidentsSchema.safeParse(parsed(text, 'incidents.json'))
  if (result.success) return result.data.incidents
  throw new ListingError(`incidents.json is not valid: ${firstIssue(result.error)}`)
}

function firstIssue(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'it cannot be read'
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ListingError(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
