/**
 * What lies in the folder of a run, as it is now.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptFile, RunSnapshot } from '../ports.js'
import { makeFolders, readWhole, refused, syncFolder } from './files.js'
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
  if ((await keptFileIn(folder, { digest })) !== null) return
  const files = join(folder, FILES)
  await makeFolders(files)
  // A disk that is full in the middle leaves nothing that would be taken for the file.
  const part = join(files, `part-${randomBytes(4).toString('hex')}`)
  try {
    await refused(writeFile(part, content, { mode: 0o600, flag: 'wx', flush: true }))
    await refused(rename(part, pathOf(folder, { name, digest })))
    await syncFolder(files)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/**
 * The bytes of a file that was kept in the folder of a run; null when they are not there, or are others by now.
 * @param folder Path of the folder.
 * @param file Its digest when it was kept.
 * @throws {StorageError} When they cannot be read.
 */
export async function keptFileIn(folder: string, { digest }: Pick<KeptFile, 'digest'>): Promise<Uint8Array | null> {
  // By its digest alone: what is secret in its name was masked in the record, and was not in the name of the copy.
  const name = (await namesIn(join(folder, FILES))).find((one) => one.startsWith(`${digest.slice(0, DIGITS)}-`))
  if (name === undefined) return null
  const content = await readWhole(join(folder, FILES, name))
  return sha256(content) === digest ? content : null
}

function pathOf(folder: string, { name, digest }: Pick<KeptFile, 'name' | 'digest'>): string {
  return join(folder, FILES, `${digest.slice(0, DIGITS)}-${name.replaceAll(/[^\w.-]/g, '_').slice(-80)}`)
}

function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function filesIn(folder: string): Promise<RunSnapshot['files']> {
  const names = (await namesIn(folder)).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      digest: name.slice(0, DIGITS),
      found: sha256(await readWhole(join(folder, name)))
    }))
  )
}

/** The names of files that were kept; what a crash left half written has another. */
async function namesIn(folder: string): Promise<string[]> {
  return existsSync(folder) ? (await refused(readdir(folder), 'read')).filter((name) => !name.startsWith('part-')) : []
}
