/**
 * Writes the index of a workspace, unless all that it is made of, and all that was written, is still what it was.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildSettings, IndexLook, WrittenIndex } from '@keys/indexer'
import {
  isObject,
  KeptValues,
  namesIn,
  namesOwnRules,
  PackReads,
  workspaceOf,
  workspacePacks,
  type PackLocation,
  type Place
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { gitState, writtenBeside, type PlaceOfKept } from './beside-packs.js'

/** How to write an index. */
export interface HowToIndexKept extends Pick<BuildSettings, 'engine' | 'onDone' | 'signal'> {
  /** Loads the Markdown engine, when there is something to build. */
  loadTree: () => Promise<ToTree>
  /** Where it is kept from what the index was written; null to build it again whatever was written. */
  keptPlace: PlaceOfKept | null
}

/** What was written from what, and what was said of it. */
interface KeptIndex {
  digest: string
  stdout: string
}

/** What `keys index` generates in a pack. */
const GENERATED = /^(?:runbook\.json$|index\.c?js$|index\.d\.c?ts$|skills(?:\/|$))/

/**
 * Writes the index of the workspace that lies around a folder; the same as `writtenIndex` does.
 * @param place The folder and the environment.
 * @param look How findings are shown.
 * @param how How to write it.
 * @throws {UsageError} When there is no workspace or no pack in it, or what is configured is wrong.
 */
export async function indexKept(
  { folder, environment }: Omit<Place, 'toTree'>,
  look: IndexLook,
  { loadTree, keptPlace, ...how }: HowToIndexKept
): Promise<WrittenIndex> {
  const root = workspaceOf(folder)
  const build = async (): Promise<WrittenIndex> => {
    const { writtenIndex } = await import('@keys/indexer')
    return writtenIndex({ folder, environment, toTree: await loadTree() }, look, how)
  }
  // What rules of the team find may depend on anything.
  if (keptPlace === null || namesOwnRules(root)) return build()
  const digestOf = (counts: (path: string) => boolean): Promise<string | null> =>
    workspaceDigest({ root, folder, environment, keptPlace }, counts)
  const kept = new KeptValues(keptPlace('index', root), isKeptIndex)
  const known = kept.get('', '')
  if (known !== undefined && known.digest === (await digestOf(() => true)))
    return { isWritten: true, stdout: known.stdout, stderr: '' }
  const written = (path: string): boolean => !GENERATED.test(path)
  const before = await digestOf(written)
  const result = await build()
  // What changed while it was built may or may not be in it.
  if (!result.isWritten || before === null || before !== (await digestOf(written))) return result
  const digest = await digestOf(() => true)
  if (digest !== null) kept.set('', '', { digest, stdout: result.stdout })
  await kept.save()
  return result
}

interface Workspace extends Omit<Place, 'toTree'> {
  root: string
  keptPlace: PlaceOfKept
}

/**
 * The digest of all that an index is made of and, where all files count, of what was written; null where that cannot be told.
 * @param counts Whether a file of a pack counts, by its path in it.
 */
async function workspaceDigest(
  { root, folder, environment, keptPlace }: Workspace,
  counts: (path: string) => boolean
): Promise<string | null> {
  const reads = new PackReads()
  const packs = workspacePacks(root, reads)
  const isAll = counts('runbook.json')
  const beside = await writtenBeside({ root, packs, keptPlace, reads })
  const hash = createHash('sha256')
  hash.update(JSON.stringify([folder, environment['SOURCE_DATE_EPOCH'] ?? null, beside, gitState(root)]))
  try {
    for (const pack of packs) addPack(pack, counts, reads, (part) => hash.update(part))
  } catch {
    // What cannot be read, such as a file that is too large, is a finding of the build.
    return null
  }
  if (isAll && !addBuilt(join(root, 'dist'), (part) => hash.update(part))) return null
  return hash.digest('base64url')
}

function addPack(
  { dir, slug }: PackLocation,
  counts: (path: string) => boolean,
  reads: PackReads,
  add: (part: string | Uint8Array) => void
): void {
  const files = reads.files(dir)
  const entries = files.entries().filter(({ path }) => counts(path))
  add(`${slug} ${entries.length}\0`)
  for (const { path, type, size } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    add(`${path}\0${type}\0${size}\0`)
    if (type === 'file') add(files.read(path))
  }
  reads.forget(dir)
}

/** What was written; a stage that was left behind has to be cleared away. */
function addBuilt(dist: string, add: (part: string | Uint8Array) => void): boolean {
  try {
    if (readdirSync(dist).some((name) => name.startsWith('.keys-stage-'))) return false
    const packs = namesIn(join(dist, 'packs')).map((name) => join('packs', name))
    for (const path of ['assets-index.json', ...packs]) {
      const bytes = readFileSync(join(dist, path))
      add(`${path}\0${bytes.length}\0`)
      add(bytes)
    }
    return true
  } catch {
    return false
  }
}

function isKeptIndex(value: unknown): value is KeptIndex {
  return isObject(value) && typeof value['digest'] === 'string' && typeof value['stdout'] === 'string'
}
