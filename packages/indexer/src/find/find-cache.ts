/**
 * What was read of packs for a search, kept between calls. An entry holds as long as its files are the same ones,
 * unchanged: time of change, size and number of each are compared, so that nothing stale is ever found.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linkStatusAt, writeAtomically } from '@keys/pack'
import { isSearchDocument, type SearchDocument } from '@keys/search'

/** A file that changed less than this before it was read may change again within the tick of its clock. */
const SETTLED_AFTER = 2000
/** Goes up when what is kept has another form. */
const FORM = 3

/** A document and the state of the files that it was read from. */
interface Entry {
  state: string
  document: SearchDocument
}

/** Documents of packs by the paths of their folders. */
export class FindCache {
  readonly #path: string | null
  readonly #version: string
  readonly #before: ReadonlyMap<string, Entry>
  readonly #after = new Map<string, Entry>()
  #isChanged = false

  /**
   * Opens the cache of a folder; one that is missing or damaged is empty.
   * @param folder Path of the workspace, or of the folder in which the command runs.
   * @param environment Says where caches lie; nothing is kept when it does not.
   * @param release Of whoever reads: another release may read packs otherwise.
   */
  constructor(folder: string, environment: Readonly<Record<string, string | undefined>>, release: string) {
    this.#version = `${release}/${FORM}`
    const base = cacheFolder(environment)
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
    this.#path = base === null ? null : join(base, 'keys', `find-${name}.json`)
    this.#before = this.#path === null ? new Map() : entriesIn(this.#path, this.#version)
  }

  /**
   * The document of a pack: as it is known, or read anew when one of its files is another.
   * @param dir Path of its folder.
   * @param files Paths of the files from which it is read.
   * @param read Reads it.
   */
  async document(dir: string, files: readonly string[], read: () => Promise<SearchDocument>): Promise<SearchDocument> {
    const { state, isSettled } = stateOf(dir, files)
    const known = this.#before.get(dir)
    if (known?.state === state) {
      this.#after.set(dir, known)
      return known.document
    }
    this.#isChanged = true
    const document = await read()
    if (isSettled && stateOf(dir, files).state === state) this.#after.set(dir, { state, document })
    return document
  }

  /** Keeps what was read. That this fails, on a full or read-only disk, is nothing that an operator should hear of. */
  save(): void {
    if (this.#path === null || (!this.#isChanged && this.#after.size === this.#before.size)) return
    try {
      mkdirSync(join(this.#path, '..'), { recursive: true, mode: 0o700 })
      const content = JSON.stringify({ version: this.#version, entries: Object.fromEntries(this.#after) })
      writeAtomically(this.#path, content, 0o600)
    } catch {
      // What is not kept is read again.
    }
  }
}

function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_CACHE_HOME: cache, LOCALAPPDATA: local, HOME: home } = environment
  const flag = cache?.startsWith('/') ? cache : process.platform === 'win32' ? local : undefined
  return flag || (home ? join(home, '.cache') : null)
}

function entriesIn(path: string, version: string): ReadonlyMap<string, Entry> {
  try {
    const cache: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (!isObject(cache) || cache['version'] !== version || !isObject(cache['entries'])) return new Map()
    const entries = new Map<string, Entry>()
    for (const [dir, entry] of Object.entries(cache['entries'])) if (isEntry(entry)) entries.set(dir, entry)
    return entries
  } catch {
    return new Map()
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEntry(value: unknown): value is Entry {
  return isObject(value) && typeof value['state'] === 'string' && isSearchDocument(value['document'])
}

/** What tells a file from what it was: not its contents, which would have to be read. */
function stateOf(dir: string, files: readonly string[]): { state: string; isSettled: boolean } {
  const now = Date.now()
  let isSettled = true
  const states = files.map((file) => {
    const stat = linkStatusAt(join(dir, file))
    if (stat === undefined) return `${file}:none`
    if (now - stat.ctimeMs < SETTLED_AFTER) isSettled = false
    return `${file}:${stat.ino}:${stat.size}:${stat.mtimeMs}:${stat.ctimeMs}`
  })
  return { state: states.join(' '), isSettled }
}
