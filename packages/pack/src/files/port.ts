/**
 * The port through which a pack is read: a folder, a tarball, an editor and a test all look the same from here.
 */

/** One thing that lies in a pack. */
export interface PackEntry {
  /** Path relative to the pack, with forward slashes. */
  path: string
  /** What it is; a symbolic link is never followed. */
  type: 'file' | 'directory' | 'symlink' | 'other'
  /** Size in bytes. */
  size: number
}

/** The files of one pack. */
export interface PackFiles {
  /** Everything in the pack, at any depth, in no particular order. */
  entries(): PackEntry[]
  /**
   * The bytes of one regular file that `entries` names, at most `MAX_FILE_SIZE` of them.
   * @throws When the file cannot be read.
   */
  read(path: string): Uint8Array
}

/** Files above this many bytes are never read. */
export const MAX_FILE_SIZE = 1_000_000

/** What messages call an entry that is no file. */
export const TYPE_NAMES = { directory: 'folder', symlink: 'symbolic link', other: 'device, pipe or socket' } as const

/** What is wrong with the tarball that a pack came in. */
export type ArchiveFault =
  | { id: 'unreadable'; reason: string }
  | { id: 'too-large'; limit: string }
  | { id: 'path-traversal' | 'duplicate-entry'; path: string }
  /** Two paths that are one where names differ by more than case and the form of their letters. */
  | { id: 'same-name'; path: string; other: string }

/** Stands in a name for bytes that are not UTF-8: nothing can be opened by such a name. */
export const NOT_UTF8 = '\uFFFD'

/**
 * Paths that are one on a disk that does not tell upper from lower case, nor one form of a letter from another: the second
 * of two takes the place of the first there.
 * @param paths The paths of files.
 */
export function sameNames(paths: Iterable<string>): { path: string; other: string }[] {
  const seen = new Map<string, string>()
  const same: { path: string; other: string }[] = []
  for (const path of paths) {
    const key = path.normalize('NFC').toLowerCase()
    const other = seen.get(key)
    if (other === undefined) seen.set(key, path)
    else if (other !== path) same.push({ path, other })
  }
  return same
}
