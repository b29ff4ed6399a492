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
  await refused(mkdir(join(folder, FILES), { recursive: true, mode: 0o700 }))
  const path = pathOf(folder, { name, digest })
  if (!existsSync(path)) await refused(writeFile(path, content, { mode: 0o600, flag: 'wx', flush: true }))
}

/**
 * The bytes of a file that was kept in the folder of a run; null when they are not there, or are others by now.
 * @param folder Path of the folder.
 * @param file Its digest when it was kept.
 * @throws {StorageError} When they cannot be read.
 */
export async function keptFileIn(folder: string, { digest }: Pick<KeptFile, 'digest'>): Promise<Uint8Array | null> {
  if (!existsSync(join(folder, FILES))) return null
  // By its digest alone: what is secret in its name was masked in the record, and was not in the name of the copy.
  const name = (await refused(readdir(join(folder, FILES)))).find((one) =>
    one.startsWith(`${digest.slice(0, DIGITS)}-`)
  )
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
  if (!existsSync(folder)) return []
  const names = (await refused(readdir(folder))).toSorted()
  return Promise.all(
    names.map(async (name) => ({
      digest: name.slice(0, DIGITS),
      found: sha256(await readWhole(join(folder, name)))
    }))
  )
}
