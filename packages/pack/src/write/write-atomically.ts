/**
 * The one way in which files are written: whole or not at all, and never over what is no regular file.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { linkStatusAt } from '../files/status.js'
import { makeFolders } from './make-folders.js'

/** What lies at a path is not what may be replaced there: a link, a device, a folder, a file of somebody else. */
export class UnsafeTargetError extends Error {
  /** Path of what lies there. */
  readonly path: string
  /** What to do instead, in one sentence. */
  readonly hint: string

  constructor(path: string, what: string, hint: string) {
    super(`${path} is ${what}: nothing was written there.`)
    this.name = 'UnsafeTargetError'
    this.path = path
    this.hint = hint
  }
}

/** A file to be written. */
export interface NewFile {
  /** Path of the file. */
  path: string
  content: Uint8Array | string
  /** Its mode, whatever the mask of the process is; by default that of the file which it replaces. */
  mode?: number
}

/**
 * Writes a file so that nobody ever sees a part of it: beside its place, then moved there. A file that already holds
 * this content is left as it is.
 * @param path Path of the file; its folder is made.
 * @param content What it shall hold.
 * @param mode Its mode, whatever the mask of the process is; by default that of the file which it replaces.
 * @throws {UnsafeTargetError} When what lies there is no regular file.
 * @throws When the folder or the file cannot be written.
 */
export function writeAtomically(path: string, content: Uint8Array | string, mode?: number): void {
  const bytes = Buffer.from(content)
  assertReplaceable(path)
  if (mode === undefined && holds(path, bytes)) return
  makeFolders(dirname(path))
  writeTogether([{ path, content: bytes, ...(mode !== undefined && { mode }) }])
}

/**
 * Writes files, all or none as far as the disk allows: each beside its place, and all moved there when the last is written.
 * @param files The files; their folders are there.
 * @param check Called when all are written and none is moved; what it throws leaves everything as it was.
 * @throws {UnsafeTargetError} When what lies in the place of one is no regular file.
 * @throws When one cannot be written, and what `check` throws.
 */
export function writeTogether(files: readonly NewFile[], check: () => void = () => undefined): void {
  const staged: { temporary: string; path: string }[] = []
  try {
    for (const { path, content, mode = modeOf(path) } of files) {
      assertReplaceable(path)
      const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
      staged.push({ temporary, path })
      writeFileSync(temporary, content, { flag: 'wx', flush: true, ...(mode !== undefined && { mode: mode & 0o600 }) })
      // Not by the option of writing, from which the mask of the process would be taken.
      if (mode !== undefined) chmodSync(temporary, mode)
    }
    check()
    // As late as can be: whoever puts something else there after this loses, and the time for it is that of some renames.
    for (const { path } of staged) assertReplaceable(path)
    for (const { temporary, path } of staged) renameSync(temporary, path)
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true })
    throw error
  }
}

/**
 * Makes sure that a path is free, or holds a regular file.
 * @throws {UnsafeTargetError} When it holds anything else: moving a file there would replace a link or a device.
 */
export function assertReplaceable(path: string): void {
  const stat = linkStatusAt(path)
  if (stat === undefined || stat.isFile()) return
  if (stat.isSymbolicLink()) throw new UnsafeTargetError(path, 'a symbolic link', 'Name the file to which it leads.')
  if (stat.isDirectory()) throw new UnsafeTargetError(path, 'a folder', 'Name a file in it.')
  throw new UnsafeTargetError(path, 'a device, a pipe or a socket', 'Name a regular file.')
}

/**
 * Makes a folder, and makes sure that it is one: where a link lies, what is written would come to lie elsewhere.
 * @throws {UnsafeTargetError} When something else lies there.
 * @throws When it cannot be made.
 */
export function makeRealFolder(path: string): void {
  const stat = linkStatusAt(path)
  if (stat === undefined) makeFolders(path)
  else if (!stat.isDirectory()) {
    const what = stat.isSymbolicLink() ? 'a symbolic link, not a folder' : 'a file, not a folder'
    throw new UnsafeTargetError(path, what, 'Remove it, or move it away; then run again.')
  }
}

function modeOf(path: string): number | undefined {
  const stat = linkStatusAt(path)
  return stat?.isFile() ? stat.mode & 0o7777 : undefined
}

function holds(path: string, bytes: Buffer): boolean {
  try {
    return readFileSync(path).equals(bytes)
  } catch {
    return false
  }
}
