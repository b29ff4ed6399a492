/**
 * What lies in the folder of a run, as it is now.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptFile, RunSnapshot } from '../ports.js'
import { readWhole, refused } from './files.js'
import { copyHashes } from './pack-copies.js'

/** The names of what lies in the folder of a run. */
export const JOURNAL = 'journal.jsonl'
export const PACKS = 'packs'
const FILES = 'attachments'

/** So many digits of a digest stand before the name of a file. */
const DIGITS = 16

/**
 * What lies in the folder of a run, wherever the folder lies and whatever it is called.
 * @param folder Path of the folder.
 * @returns Null when it holds no journal.
 * @throws {StorageError} When it cannot be read.
 */
export async function snapshotAt(folder: string): Promise<RunSnapshot | null> {
  if (!existsSync(join(folder, JOURNAL))) return null
  return {
    journal: await readWhole(join(folder, JOURNAL)),
    packs: await copyHashes(join(folder, PACKS)),
    files: await filesIn(join(folder, FILES))
  }
}

/**
 * Keeps a file in the folder of a run. Its digest comes first in its name, so that two files of one name do not meet.
 * @param folder Path of the folder.
 * @param file The file.
 * @throws {StorageError} When it cannot be written.
 */
export async function keepFileIn(folder: string, { name, digest, content }: KeptFile): Promise<void> {
  const files = join(folder, FILES)
  await refused(mkdir(files, { recursive: true, mode: 0o700 }))
  const path = join(files, `${digest.slice(0, DIGITS)}-${name.replaceAll(/[^\w.-]/g, '_').slice(-80)}`)
  if (!existsSync(path)) await refused(writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true }))
}

async function filesIn(folder: string): Promise<RunSnapshot['files']> {
  if (!existsSync(folder)) return []
  const names = (await refused(readdir(folder))).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      digest: name.slice(0, DIGITS),
      found: createHash('sha256')
        .update(await readWhole(join(folder, name)))
        .digest('hex')
    }))
  )
}
