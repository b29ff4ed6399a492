import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Writes a file so that nobody ever sees a part of it: beside its place, then moved there. A file that already holds
 * this content is left as it is.
 * @param path Path of the file; its folder is made.
 * @param content What it shall hold.
 * @throws When the folder or the file cannot be written.
 */
export function writeAtomically(path: string, content: Uint8Array | string): void {
  const bytes = Buffer.from(content)
  if (holds(path, bytes)) return
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(temporary, bytes, { flag: 'wx' })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function holds(path: string, bytes: Buffer): boolean {
  try {
    return readFileSync(path).equals(bytes)
  } catch {
    return false
  }
}
