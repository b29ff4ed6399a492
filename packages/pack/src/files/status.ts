import { lstatSync, readdirSync, statSync, type Stats } from 'node:fs'

/**
 * What lies at a path, of a link what it leads to.
 * @param path The path.
 * @returns Undefined when nothing is there, and when what should be a folder on the way is none.
 * @throws What else the machine refuses.
 */
export function statusAt(path: string): Stats | undefined {
  return unlessAbsent(() => statSync(path))
}

/**
 * What lies at a path, of a link the link itself.
 * @param path The path.
 * @returns Undefined when nothing is there, and when what should be a folder on the way is none.
 * @throws What else the machine refuses.
 */
export function linkStatusAt(path: string): Stats | undefined {
  return unlessAbsent(() => lstatSync(path))
}

/**
 * The path of what lies in a folder. Like `join`, which takes as long as asking for the state of the file: it looks through
 * both for what could be written shorter.
 * @param folder Path of the folder.
 * @param path Path in it, with slashes and nothing to shorten; empty for what is no folder itself.
 */
export function pathIn(folder: string, path: string): string {
  return folder === '' || path === '' ? folder + path : `${folder}/${path}`
}

/**
 * The names in a folder, sorted by code units.
 * @param folder Its path.
 * @returns None when it is not there, is no folder, or may not be read.
 */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}

/** A loop of links leads to nothing either. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP'])

/** Not by `throwIfNoEntry`: below a file, older releases of Node throw all the same. */
function unlessAbsent(status: () => Stats): Stats | undefined {
  try {
    return status()
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(String(error.code))) return undefined
    throw error
  }
}
