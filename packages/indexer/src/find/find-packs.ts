/**
 * The packs that can be named here, with what a search needs of them.
 */
import { relative } from 'node:path'
import {
  findWorkspace,
  keptPlace,
  KeptValues,
  knownPacks,
  plainRunbooksIn,
  stateOf,
  UsageError,
  type PackLocation
} from '@keys/pack'
import { isSearchDocument, type SearchDocument } from '@keys/search'

/** A pack that can be found. */
export interface FindablePack extends SearchDocument {
  /** The name of its package. */
  package: string
  origin: PackLocation['origin']
  /** Path of its folder. */
  path: string
}

/**
 * The packs that can be found here. One whose documents are wrong is found by what of them can be read.
 * @param folder Path of the folder in which the command runs.
 * @param environment Says where caches lie, and may name folders of packs.
 * @param release Of whoever asks: what another release kept is read again.
 */
export async function findablePacks(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  release: string
): Promise<FindablePack[]> {
  const kept = new KeptValues(keptPlace('find', folder, environment, release), isSearchDocument)
  const packs: FindablePack[] = []
  for (const location of knownPacks(folder, environment)) {
    const { dir, slug, package: name, origin } = location
    const document = await kept.value(
      dir,
      () => stateOf(dir, FILES[origin]),
      async () => (await import('./find-documents.js')).readDocument(location)
    )
    // Other commands know it by the name of its folder.
    packs.push({ ...document, slug, package: name, origin, path: dir })
  }
  // A folder without packs may be the checkout of a wiki.
  for (const location of findWorkspace(folder) === null ? plainRunbooksIn(folder) : []) {
    const { file = '', package: name, origin } = location
    const document = await kept
      .value(
        file,
        () => stateOf(file, ['']),
        async () => (await import('./find-documents.js')).readPlainDocument(location)
      )
      .catch(unreadable)
    // Other commands know it by its path.
    const slug = relative(folder, file).replaceAll('\\', '/')
    if (document !== null) packs.push({ ...document, slug, package: name, origin, path: file })
  }
  await kept.save()
  return packs
}

/** A file that is no text, or too large, hides no other one. */
function unreadable(error: unknown): null {
  if (error instanceof UsageError) return null
  throw error
}

/**
 * What a document is read from. An installed pack carries its model; that of a workspace may be older than its text.
 */
const FILES: Readonly<Record<PackLocation['origin'], readonly string[]>> = {
  installed: ['pack.json', 'runbook.json', 'README.md'],
  workspace: ['pack.json', 'README.md']
}
