import { randomBytes } from 'node:crypto'
import { chmodSync, lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderFiles } from '@keys/validator'

/** The texts of a file: as it was read, and as it shall be. */
export interface Replacement {
  file: string
  before: string
  after: string
}

/** A file is not what it was when it was read, so that nothing was written. */
export class ChangedMeanwhile extends Error {
  readonly file: string

  constructor(file: string) {
    super(`${file} changed after it was read`)
    this.name = 'ChangedMeanwhile'
    this.file = file
  }
}

/**
 * Replaces files of a folder, all or none as far as the disk allows: each is written beside its place and moved there
 * when all are written. The mode of a file is kept, and a symbolic link is never written through.
 * @param dir Path of the folder.
 * @param replacements What to replace by what.
 * @throws {ChangedMeanwhile} For a file that no longer holds what was read, before anything is written.
 */
export function replaceFiles(dir: string, replacements: readonly Replacement[]): void {
  const staged: { temporary: string; path: string }[] = []
  try {
    for (const { file, after } of replacements) {
      const path = join(dir, file)
      const mode = modeOf(path, file)
      const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
      staged.push({ temporary, path })
      writeFileSync(temporary, after, { flag: 'wx' })
      // Not by the option of writing, from which the mask of the process would be taken.
      chmodSync(temporary, mode)
    }
    // As late as can be: whoever saves after this loses, and the time for it is that of some renames.
    for (const replacement of replacements) assertSame(dir, replacement)
    for (const { temporary, path } of staged) renameSync(temporary, path)
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true })
    throw error
  }
}

function modeOf(path: string, file: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat?.isFile()) throw new ChangedMeanwhile(file)
  return stat.mode & 0o7777
}

function assertSame(dir: string, { file, before }: Replacement): void {
  let bytes: Uint8Array
  try {
    bytes = folderFiles(dir).read(file)
  } catch {
    throw new ChangedMeanwhile(file)
  }
  if (!Buffer.from(bytes).equals(Buffer.from(before))) throw new ChangedMeanwhile(file)
}
