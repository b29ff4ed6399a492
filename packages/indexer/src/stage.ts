/**
 * `dist/`: what is built comes there together, and only what an index wrote is ever removed from it.
 */
import {
  assertReplaceable,
  isOwnedBy,
  linkStatusAt,
  makeRealFolder,
  ownersOf,
  UnsafeTargetError,
  writeAtomically
} from '@keys/pack'
import { createHash, randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, type Stats } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'

/** The file that says which tarballs belong to it, with their checksums. */
export const INDEX_FILE = 'assets-index.json'
const PACKS = 'packs'
/** Names that `tarballPath` gives. */
const TARBALL = /^packs\/[a-z0-9._~-]+-runbook-[a-z0-9-]+-\d+\.\d+\.\d+[0-9A-Za-z.+-]*\.tgz$/

/**
 * Files on their way into `dist/`: written beside it, moved into it together, once all of them are there. What goes
 * wrong before that leaves the folder as it was.
 */
export class Stage {
  readonly #root: string
  readonly #target: string
  readonly #paths = new Set<string>()
  /** Checksums of the tarballs that an earlier index wrote, by path. */
  #earlier: ReadonlyMap<string, string> = new Map()
  #folder: string | null = null

  /**
   * @param root Path of the workspace.
   * @throws {UnsafeTargetError} When `dist/` is a link, or no folder, or somebody else's: nothing is written through it.
   */
  constructor(root: string) {
    this.#root = root
    this.#target = join(root, 'dist')
    for (const folder of [this.#target, join(this.#target, PACKS)]) assertOwnFolder(folder, root)
  }

  /**
   * Adds a file.
   * @param path Where it shall lie in `dist/`: the index, or a tarball.
   * @param bytes Its content.
   * @throws {UnsafeTargetError} When what lies there is not what may be replaced.
   */
  add(path: string, bytes: Uint8Array | string): void {
    const place = join(this.#target, path)
    assertReplaceable(place)
    const stat = linkStatusAt(place)
    if (stat) assertOwned(place, stat, this.#root)
    writeAtomically(join(this.#stage(), path), bytes)
    this.#paths.add(path)
  }

  /**
   * Moves the files to where they belong, in the order in which they were added, and removes the tarballs of earlier
   * indexes that are none of them. What no index wrote stays, whatever it is called.
   * @throws {UnsafeTargetError} When something else has come to lie there meanwhile; then nothing is moved.
   */
  publish(): void {
    const stale = leftStages(this.#target).filter((folder) => folder !== this.#folder)
    this.#earlier = new Map([this.#target, ...stale].flatMap((folder) => [...tarballsOf(folder)]))
    makeRealFolder(join(this.#target, PACKS))
    for (const path of this.#paths) assertReplaceable(join(this.#target, path))
    for (const path of this.#paths) {
      const [from, to] = [join(this.#stage(), path), join(this.#target, path)]
      if (!isSame(from, to)) renameSync(from, to)
    }
    for (const path of this.#earlier.keys()) if (!this.#paths.has(path)) this.#removeTarball(path)
    for (const folder of stale) removeStage(folder)
  }

  /** Removes what is not published. To be called in any case. */
  discard(): void {
    if (this.#folder) removeStage(this.#folder)
    this.#folder = null
  }

  /** Only the very bytes that an index wrote: somebody may have put another file in their place. */
  #removeTarball(path: string): void {
    const place = join(this.#target, path)
    if (!linkStatusAt(place)?.isFile()) return
    const sum = `sha512-${createHash('sha512').update(readFileSync(place)).digest('base64')}`
    if (sum === this.#earlier.get(path)) rmSync(place)
  }

  /** In the target, so that moving a file out of it never crosses a file system. */
  #stage(): string {
    if (this.#folder === null) {
      makeRealFolder(this.#target)
      this.#folder = join(this.#target, `${STAGE}${process.pid}-${randomBytes(4).toString('hex')}`)
      mkdirSync(join(this.#folder, PACKS), { recursive: true })
    }
    return this.#folder
  }
}

/** How folders of stages begin, on this machine: whether the process of one lives can be told for no other. */
const STAGE = `.keys-stage-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`

/** Stages whose processes are gone, killed before they could remove them. */
function leftStages(target: string): string[] {
  return readdirSync(target)
    .filter((name) => name.startsWith(STAGE) && isGone(Number(name.slice(STAGE.length).split('-')[0])))
    .map((name) => join(target, name))
    .filter((folder) => lstatSync(folder).isDirectory())
}

function isGone(id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return false
  try {
    process.kill(id, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Removes a stage with what a stage holds; what somebody else put into it stays, and the folder with it. */
function removeStage(folder: string): void {
  for (const name of [INDEX_FILE, ...namesIn(join(folder, PACKS)).map((name) => `${PACKS}/${name}`)]) {
    const path = name.replace(/\.[0-9a-f]{12}\.tmp$/, '')
    if (path === INDEX_FILE || TARBALL.test(path)) rmSync(join(folder, name), { force: true })
  }
  for (const path of [join(folder, PACKS), folder]) {
    try {
      rmdirSync(path)
    } catch {
      // It is not empty.
    }
  }
}

function namesIn(folder: string): string[] {
  return linkStatusAt(folder)?.isDirectory() ? readdirSync(folder) : []
}

/** The tarballs that the index of a folder says are its own, with their checksums. */
function tarballsOf(folder: string): Map<string, string> {
  const tarballs = new Map<string, string>()
  let index: unknown = null
  try {
    index = JSON.parse(readFileSync(join(folder, INDEX_FILE), 'utf8'))
  } catch {
    // There is none, or it is none.
  }
  for (const entry of listIn(index, 'runbooks')) {
    const listing = fieldOf(entry, 'x-listing')
    const all = [listing, ...listIn(listing, 'versions')].map((one) => fieldOf(one, 'tarball'))
    for (const tarball of all) {
      const [path, integrity] = [fieldOf(tarball, 'path'), fieldOf(tarball, 'integrity')]
      if (typeof path === 'string' && typeof integrity === 'string' && TARBALL.test(path)) tarballs.set(path, integrity)
    }
  }
  return tarballs
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name)
  return Array.isArray(list) ? list : []
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

function isSame(a: string, b: string): boolean {
  return linkStatusAt(b) !== undefined && readFileSync(a).equals(readFileSync(b))
}

function assertOwnFolder(folder: string, root: string): void {
  const stat = linkStatusAt(folder)
  if (stat === undefined) return
  if (!stat.isDirectory()) {
    const what = stat.isSymbolicLink() ? 'a symbolic link, not a folder' : 'no folder'
    throw new UnsafeTargetError(folder, what, `Remove it: keys index makes ${dirname(folder)} itself.`)
  }
  assertOwned(folder, stat, root)
}

function assertOwned(path: string, stat: Stats, root: string): void {
  if (isOwnedBy(stat, ownersOf(root))) return
  throw new UnsafeTargetError(path, `owned by another user (uid ${stat.uid})`, 'Ask them to remove it, or remove it.')
}
