import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { linkStatusAt, pathIn } from './status.js'
import { MAX_FILE_SIZE, NOT_UTF8, type PackEntry, type PackFiles } from './port.js'

const SKIPPED = new Set(['node_modules', '.git'])
/** Deeper folders are listed and not entered. */
const MAX_DEPTH = 20

/**
 * A pack in a folder. No symbolic link below the folder is followed, so nothing outside of it is read.
 * @param dir Path of the folder.
 */
export function folderFiles(dir: string): PackFiles {
  return {
    entries: () => list(dir),
    read: (path) => readRegularFile(dir, path)
  }
}

function list(dir: string): PackEntry[] {
  const entries: PackEntry[] = []
  visitFolder(dir, (path, type, stat) => entries.push({ path, type, size: stat?.size ?? 0 }))
  return entries
}

/**
 * Visits all that lies in a folder, in no particular order; no symbolic link is followed.
 * @param dir Path of the folder.
 * @param visit Told each path in it, what lies there, and of a file its status.
 * @throws When the folder cannot be listed.
 */
export function visitFolder(
  dir: string,
  visit: (path: string, type: PackEntry['type'], stat: Stats | null) => void
): void {
  visitBelow(dir, '', 0, visit)
}

function visitBelow(dir: string, prefix: string, depth: number, visit: Parameters<typeof visitFolder>[1]): void {
  for (const item of readdirSync(join(dir, prefix), { withFileTypes: true })) {
    if (SKIPPED.has(item.name)) continue
    const path = prefix + item.name
    // Bytes that are no UTF-8 came as this sign: by its name such a file cannot be found again, nor published.
    if (item.name.includes(NOT_UTF8)) {
      visit(path, 'other', null)
      continue
    }
    if (item.isDirectory()) {
      visit(path, 'directory', null)
      if (depth < MAX_DEPTH) visitBelow(dir, `${path}/`, depth + 1, visit)
    } else if (item.isFile()) {
      const stat = linkStatusAt(pathIn(dir, path))
      // One that went away in between is not there.
      if (stat !== undefined) visit(path, 'file', stat)
    } else {
      visit(path, item.isSymbolicLink() ? 'symlink' : 'other', null)
    }
  }
}

/**
 * Reads a regular file of a pack: opens without following a link and without waiting for a pipe, then looks again at
 * what was opened.
 * @param dir Path of the folder of the pack.
 * @param path Path of the file in it.
 * @throws For what is no regular file, is larger than `MAX_FILE_SIZE`, leads out of the folder, or cannot be read.
 */
export function readRegularFile(dir: string, path: string): Uint8Array {
  if (path.split('/').some((part) => part === '..' || part === '')) throw new Error(`${path} leads out of the pack`)
  // Windows has neither flag.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = openSync(join(dir, path), flags)
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new Error(`${path} is not a regular file`)
    if (stat.size > MAX_FILE_SIZE) throw new Error(`${path} is too large`)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * The text of a regular file of a pack, which is UTF-8; a byte order mark stays.
 * @param dir Path of the folder of the pack.
 * @param path Path of the file in it.
 * @throws As `readRegularFile` does.
 */
export function readRegularText(dir: string, path: string): string {
  return Buffer.from(readRegularFile(dir, path)).toString('utf8')
}
