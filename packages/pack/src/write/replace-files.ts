import { join } from 'node:path'
import { assertReplaceable, writeTogether } from './write-atomically.js'
import { folderFiles } from '../files/folder.js'
import { linkStatusAt } from '../files/status.js'

/** The texts of a file: as it was read, and as it shall be. */
export interface Replacement {
  file: string
  before: string
  after: string
}

/** The text of a file that is not there yet. */
export interface Creation {
  file: string
  before: null
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
export function replaceFiles(dir: string, replacements: readonly (Replacement | Creation)[]): void {
  for (const replacement of replacements) assertSame(dir, replacement)
  writeTogether(
    replacements.map(({ file, after }) => ({ path: join(dir, file), content: after })),
    () => {
      for (const replacement of replacements) assertSame(dir, replacement)
    }
  )
}

function assertSame(dir: string, { file, before }: Replacement | Creation): void {
  let bytes: Uint8Array
  try {
    if (before === null && linkStatusAt(join(dir, file)) === undefined) return
    assertReplaceable(join(dir, file))
    bytes = folderFiles(dir).read(file)
  } catch {
    throw new ChangedMeanwhile(file)
  }
  if (before === null || !Buffer.from(bytes).equals(Buffer.from(before))) throw new ChangedMeanwhile(file)
}
