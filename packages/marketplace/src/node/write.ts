import { makeFolders } from '@keys/pack'
import { rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Writes files below a folder.
 * @returns Their paths and sizes.
 */
export function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>
): [path: string, bytes: number][] {
  const made = new Set<string>()
  return [...files].map(([path, content]) => {
    const place = join(folder, path)
    const parent = dirname(place)
    if (!made.has(parent)) makeFolders(parent)
    made.add(parent)
    // A text is written as it is: bytes made of it first would be one copy more.
    writeFileSync(place, content)
    return [path, typeof content === 'string' ? Buffer.byteLength(content) : content.length]
  })
}

/** Removes files that an earlier build wrote, and folders that become empty by that. */
export function removeFiles(folder: string, paths: Iterable<string>): void {
  const parents = new Set<string>()
  for (const path of paths) {
    rmSync(join(folder, path), { force: true })
    parents.add(dirname(path))
  }
  for (const parent of [...parents].toSorted((a, b) => b.length - a.length)) removeEmpty(folder, parent)
}

function removeEmpty(folder: string, path: string): void {
  if (path === '.') return
  try {
    rmdirSync(join(folder, path))
  } catch {
    // It is not empty, or gone already.
    return
  }
  removeEmpty(folder, dirname(path))
}
