/**
 * The files of a pack in a folder, where commands find its scripts.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PackText } from '../pack.js'
import { StorageError } from '../ports.js'

/**
 * Writes the documents and scripts of a pack into a folder: what a command finds as `RUNBOOK`.
 * @param folder Path of the folder; it is made, readable by its owner only.
 * @param pack The pack.
 * @throws {StorageError} When a path leads out of the folder.
 * @throws What the file system refuses.
 */
export async function writePackFiles(folder: string, { files }: Pick<PackText, 'files'>): Promise<void> {
  for (const path of Object.keys(files)) ensureInside(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeFile(file, text, { mode: 0o600, flush: true })
  }
}

/** Every part of the path is a plain name: none is `..`, none is hidden, and there is no drive or root. */
function ensureInside(path: string): void {
  if (/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path)) return
  throw new StorageError(`${path} is not a path inside a pack.`)
}
