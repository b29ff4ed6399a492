/**
 * The copies that a run keeps of the texts that it follows.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { contentHashOf } from '@keys/schema'
import type { PackText } from '../pack.js'
import { StorageError, type RunSnapshot } from '../ports.js'
import { readWhole, refused, syncFolder } from './files.js'
import { writePackFiles } from './pack-folder.js'

/** Of the name of a copy; one that a crash left unfinished has another. */
const CONTENT_HASH = /^sha256-[0-9a-f]{64}$/

/**
 * The copies in a folder. One whose files are no longer what its name says is none: what was changed is not followed.
 * @param folder Path of the folder; it need not be there.
 * @throws {StorageError} When it cannot be read.
 */
export async function readCopies(folder: string): Promise<PackText[]> {
  if (!existsSync(folder)) return []
  const names = (await refused(readdir(folder), 'read')).filter((name) => CONTENT_HASH.test(name)).toSorted()
  const copies = await Promise.all(names.map((name) => readCopy(join(folder, name))))
  return copies.filter((copy) => copy !== null)
}

/**
 * The name of each copy in a folder, and the content hash of what it holds; null for one that cannot be read as a pack.
 * @param folder Path of the folder; it need not be there.
 */
export async function copyHashes(folder: string): Promise<RunSnapshot['packs']> {
  if (!existsSync(folder)) return []
  const names = (await refused(readdir(folder), 'read')).filter((name) => !name.endsWith('.part')).toSorted()
  return Promise.all(
    names.map(async (contentHash) => {
      const files = await filesIn(join(folder, contentHash)).catch(() => null)
      return { contentHash, found: files === null ? null : contentHashOf(files, { sha256, decode }) }
    })
  )
}

async function readCopy(folder: string): Promise<PackText | null> {
  const contentHash = basename(folder)
  const files = await filesIn(folder)
  if (files === null || contentHashOf(files, { sha256, decode }) !== contentHash) return null
  return { contentHash, files: Object.fromEntries([...files].map(([path, bytes]) => [path, decode(bytes)])) }
}

/** The files of a copy by their paths; null where something else than a file lies there. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const files = new Map<string, Uint8Array>()
  for (const entry of await refused(readdir(folder, { recursive: true, withFileTypes: true }), 'read')) {
    if (entry.isDirectory()) continue
    if (!entry.isFile()) return null
    const path = join(entry.parentPath, entry.name)
    files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), await readWhole(path))
  }
  return files
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}

/**
 * Keeps a copy.
 * @param folder Path of the folder of all copies.
 * @param pack The text.
 * @throws {StorageError} When it cannot be written, or its content hash is none.
 */
export async function keepCopy(folder: string, { contentHash, files }: PackText): Promise<void> {
  if (!CONTENT_HASH.test(contentHash)) throw new StorageError(`${contentHash} is not a content hash.`)
  const target = join(folder, contentHash)
  if (existsSync(target)) return
  const part = `${target}.${randomBytes(4).toString('hex')}.part`
  await refused(writePackFiles(part, { files }))
  await refused(rename(part, target))
  await syncFolder(folder)
}
