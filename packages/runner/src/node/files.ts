/**
 * What a storage of runs asks of the disk, in the words of the storage.
 */
import { constants, existsSync } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StorageError } from '../ports.js'

/**
 * Makes a folder and those above it, private to whoever makes them. Not by the recursive way of Node, which tries for ever
 * where the system says of a folder that is there that it is not.
 * @throws {StorageError}
 */
export async function makeFolders(path: string): Promise<void> {
  const missing: string[] = []
  for (let folder = path; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder)) {
    missing.unshift(folder)
  }
  for (const folder of missing) await refused(mkdir(folder, { mode: 0o700 }).catch(unlessThere))
}

/** Somebody else may have made it meanwhile. */
function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}

/**
 * Reads a regular file. What lies there may be a pipe, which nobody ever writes: it is opened without waiting for that.
 * @throws {StorageError} For what is no regular file, and what the machine refuses.
 */
export async function readWhole(path: string): Promise<Uint8Array> {
  const file = await openRegular(path, constants.O_RDONLY)
  try {
    return new Uint8Array(await refused(file.readFile(), 'read'))
  } finally {
    await file.close()
  }
}

/**
 * Opens a regular file.
 * @throws {StorageError} For what is no regular file, and what the machine refuses.
 */
export async function openRegular(path: string, flags: number): Promise<FileHandle> {
  // Windows has neither flag.
  const opening = open(path, flags | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0))
  const file = await refused(opening, flags === constants.O_RDONLY ? 'read' : 'stored')
  try {
    if ((await refused(file.stat(), 'read')).isFile()) return file
    throw new StorageError(`The run cannot be read: ${path} is not a regular file.`)
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Makes new names in a folder survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await refused(open(folder, 'r'))
  try {
    await refused(handle.sync())
  } finally {
    await handle.close()
  }
}

/** Waits for some work, and says what the machine refuses as a refusal of the storage. */
export async function refused<Result>(work: Promise<Result>, done: Done = 'stored'): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw refusal(error, done)
  }
}

/** What the work was for. */
type Done = 'read' | 'stored'

/** What the machine refuses, as a refusal of the storage; all else stays what it is. */
export function refusal(error: unknown, done: Done = 'stored'): unknown {
  const isOfSystem = error instanceof Error && 'code' in error && 'syscall' in error
  return isOfSystem ? new StorageError(`The run cannot be ${done}: ${error.message}`, { cause: error }) : error
}
