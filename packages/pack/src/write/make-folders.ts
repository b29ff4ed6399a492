/**
 * Makes folders.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it. Not by the recursive way of Node, which tries for ever where the system says of a folder that
 * is there that it is not, as /proc and automounters do, and which says of a disk that can only be read that nothing is there.
 * @param path Path of the folder.
 * @param mode The mode of what is made, less the mask of the process.
 * @returns The first folder that was not there; null when all were.
 * @throws When one cannot be made.
 */
export function makeFolders(path: string, mode = 0o777): string | null {
  const missing: string[] = []
  for (let folder = path; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder)) {
    missing.unshift(folder)
  }
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode })
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return missing[0] ?? null
}
