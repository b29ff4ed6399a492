/**
 * The packs that can be named here, with what a search needs of them.
 */
import { dirname, join, relative } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import {
  findWorkspace,
  keepBytes,
  keptBytes,
  keptPlace,
  KeptValues,
  knownPacks,
  packsFolder,
  plainRunbooksIn,
  scopeOf,
  stateOf,
  isUsageError,
  type FileState,
  type KeptPlace,
  type PackLocation
} from '@keys/pack'
import { createSearch, isSearchDocument, openSearch, packSearch, type Search, type SearchDocument } from '@keys/search'

/** A pack that can be found. */
export interface FindablePack extends SearchDocument {
  /** The name of its package. */
  package: string
  origin: PackLocation['origin']
  /** Path of its folder. */
  path: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The packs that can be found here. One whose documents are wrong is found by what of them can be read.
 * @param folder Path of the folder in which the command runs.
 * @param environment Says where caches lie, and may name folders of packs.
 * @param release Of whoever asks: what another release kept is read again.
 */
export async function findablePacks(
  folder: string,
  environment: Environment,
  release: string
): Promise<FindablePack[]> {
  return readAll(placesIn(folder, environment), keptPlace('find', folder, environment, release))
}

/**
 * The packs that can be found here, ready to be searched: as they were kept, when none of their documents changed since.
 * @param folder Path of the folder in which the command runs.
 * @param environment Says where caches lie, and may name folders of packs.
 * @param release Of whoever asks: what another release kept is made again.
 * @param onRead Called when they are not kept as they are, before they are read.
 */
export async function searchablePacks(
  folder: string,
  environment: Environment,
  release: string,
  onRead?: () => Promise<void>
): Promise<Search<FindablePack>> {
  const places = placesIn(folder, environment)
  const { state, isSettled } = stateOfAll(places, folder)
  const place = keptPlace('search', folder, environment, release)
  const kept = keptBytes(place, state)
  const opened = kept === null ? null : openedSearch(kept)
  if (opened !== null) return opened
  await onRead?.()
  const packs = await readAll(places, keptPlace('find', folder, environment, release))
  if (!isSettled || stateOfAll(places, folder).state !== state) return createSearch(packs)
  const bytes = packSearch(packs)
  await keepBytes(place, state, bytes)
  return openSearch(bytes)
}

function openedSearch(bytes: Uint8Array): Search<FindablePack> | null {
  try {
    return openSearch(bytes)
  } catch {
    // What is damaged is made again.
    return null
  }
}

/** What can be found, and where it lies. */
interface FindablePlace extends Pick<FindablePack, 'slug' | 'path'> {
  location: PackLocation
  /** What its document is read from, in that path. */
  files: readonly string[]
}

function placesIn(folder: string, environment: Environment): FindablePlace[] {
  const packs = knownPacks(folder, environment).map((location): FindablePlace => {
    // Other commands know it by the name of its folder.
    const { dir, slug, origin } = location
    return { location, files: FILES[origin], slug, path: dir }
  })
  // A folder without packs may be the checkout of a wiki.
  const plain = findWorkspace(folder) === null ? plainRunbooksIn(folder) : []
  const texts = plain.map((location): FindablePlace => {
    const { file = '' } = location
    // Other commands know it by its path.
    return { location, files: [''], slug: relative(folder, file).replaceAll('\\', '/'), path: file }
  })
  return [...packs, ...texts]
}

async function readAll(places: readonly FindablePlace[], keptAt: KeptPlace): Promise<FindablePack[]> {
  const kept = new KeptValues(keptAt, isSearchDocument)
  const packs: FindablePack[] = []
  for (const { location, files, slug, path } of places) {
    const look = () => stateOf(path, files)
    const document = await kept.value(path, look, () => documentOf(location)).catch(unreadable)
    const { package: name, origin } = location
    if (document !== null) packs.push({ ...document, slug, package: name, origin, path })
  }
  await kept.save()
  return packs
}

async function documentOf(location: PackLocation): Promise<SearchDocument> {
  const { readDocument, readPlainDocument } = await import('./find-documents.js')
  // Otherwise the trees of all texts pile up until the end.
  await setImmediate()
  return location.file === undefined ? readDocument(location) : readPlainDocument(location)
}

/** A file that is no text, or too large, hides no other one. */
function unreadable(error: unknown): null {
  if (isUsageError(error)) return null
  throw error
}

/** The state of all that is read, with what it is called here. */
function stateOfAll(places: readonly FindablePlace[], folder: string): FileState {
  const root = findWorkspace(folder)
  const packs = root === null ? null : join(root, packsFolder(root))
  let isSettled = true
  let all = `${scopeOf(root)}\n`
  for (const { path, files, slug, location } of places) {
    // The name of its package is in its package.json, or in the configuration of its workspace.
    const isOwn = dirname(path) === packs
    const { state, isSettled: isOne } = stateOf(path, isOwn ? [...files, 'package.json'] : files)
    if (!isOne) isSettled = false
    all += `${path} ${slug} ${isOwn ? '' : location.package} ${location.origin} ${state}\n`
  }
  return { state: all, isSettled }
}

/**
 * What a document is read from. An installed pack carries its model; that of a workspace may be older than its text.
 */
const FILES: Readonly<Record<PackLocation['origin'], readonly string[]>> = {
  installed: ['pack.json', 'runbook.json', 'README.md'],
  workspace: ['pack.json', 'README.md']
}
