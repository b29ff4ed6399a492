/**
 * Digests of what lies in the folders of packs.
 */
import { createHash } from 'node:crypto'
import { MAX_FILE_SIZE, type PackFiles } from '../files/port.js'

/** The digest of a text. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/**
 * The digest of all that lies in the folder of a pack.
 * @param files What lies there.
 */
export function contentOf(files: PackFiles): string {
  const hash = createHash('sha256')
  for (const { path, type, size } of files.entries().toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\0${type}\0${size}\0`)
    // Larger ones are not read by rules either.
    if (type === 'file' && size <= MAX_FILE_SIZE) hash.update(files.read(path))
  }
  return hash.digest('base64url')
}
