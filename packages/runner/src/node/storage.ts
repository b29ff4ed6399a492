/**
 * Runs in folders: one for each, private to whoever made it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { PackText } from '../pack.js'
import {
  RunTakenOverError,
  StorageError,
  type OpenRun,
  type RunStorage,
  type StoredRun,
  type Writer
} from '../ports.js'
import { takeLock, type HeldLock } from './lock.js'
import { writePackFiles } from './pack-folder.js'

const JOURNAL = 'journal.jsonl'
const PACKS = 'packs'

/**
 * Keeps runs in a folder. Folders are made with mode 0700, files with 0600.
 * @param root Path of the folder; it is made with the first run.
 */
export function folderStorage(root: string): RunStorage {
  return {
    list: async () => {
      const entries = existsSync(root) ? await wrapErrors(readdir(root, { withFileTypes: true })) : []
      const runs = entries.filter(({ name }) => isRunId(name) && existsSync(join(root, name, JOURNAL)))
      return runs.map(({ name }) => name).toSorted()
    },
    read: async (run) => (isRunId(run) && existsSync(join(root, run, JOURNAL)) ? read(join(root, run)) : null),
    create: async (run, pack, writer) => {
      if (!isRunId(run)) throw new StorageError(`${run} is no name for a run.`)
      const folder = join(root, run)
      await wrapErrors(mkdir(root, { recursive: true, mode: 0o700 }))
      await wrapErrors(mkdir(folder, { mode: 0o700 }))
      try {
        const lock = lockOf(folder, writer, false)
        await keepPack(folder, pack)
        await wrapErrors(writeFile(join(folder, JOURNAL), '', { mode: 0o600, flag: 'wx', flush: true }))
        await wrapErrors(syncFolder(folder))
        await wrapErrors(syncFolder(root))
        return await opened(folder, lock)
      } catch (error) {
        // Half a run is of no use to anybody.
        await rm(folder, { recursive: true, force: true }).catch(() => undefined)
        throw error
      }
    },
    open: async (run, writer, force = false) => {
      const folder = join(root, run)
      if (!isRunId(run) || !existsSync(join(folder, JOURNAL))) throw new StorageError(`There is no run ${run}.`)
      const lock = lockOf(folder, writer, force)
      try {
        return await opened(folder, lock)
      } catch (error) {
        lock.release()
        throw error
      }
    }
  }
}

/** Ids become names of folders: nothing that leads out of the root. */
function isRunId(run: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,199}$/.test(run)
}

async function read(folder: string): Promise<StoredRun> {
  const journal = new Uint8Array(await wrapErrors(readFile(join(folder, JOURNAL))))
  const names = existsSync(join(folder, PACKS)) ? await wrapErrors(readdir(join(folder, PACKS))) : []
  const packs = await Promise.all(names.toSorted().map((name) => readPack(join(folder, PACKS, name))))
  return { journal, packs: packs.filter((pack) => pack !== null) }
}

async function readPack(folder: string): Promise<PackText | null> {
  const contentHash = basename(folder)
  // A copy that a crash left unfinished has another name.
  if (!contentHash.startsWith('sha256-') || contentHash.endsWith('.part')) return null
  const found = await wrapErrors(readdir(folder, { recursive: true, withFileTypes: true }))
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = await Promise.all(
    paths.map(async (path) => [relative(folder, path).split(sep).join('/'), await wrapErrors(readFile(path, 'utf8'))])
  )
  return { contentHash, files: Object.fromEntries(files) as Record<string, string> }
}

async function keepPack(folder: string, { contentHash, files }: PackText): Promise<void> {
  if (!/^sha256-[0-9a-f]{64}$/.test(contentHash)) throw new StorageError(`${contentHash} is no content hash.`)
  const target = join(folder, PACKS, contentHash)
  if (existsSync(target)) return
  const part = `${target}.${randomBytes(4).toString('hex')}.part`
  await wrapErrors(writePackFiles(part, { files }))
  await wrapErrors(rename(part, target))
  await wrapErrors(syncFolder(join(folder, PACKS)))
}

async function opened(folder: string, lock: HeldLock): Promise<OpenRun> {
  const stored = await read(folder)
  const file = await wrapErrors(open(join(folder, JOURNAL), 'r+'))
  let length = stored.journal.length
  let isDirty = false
  // Whoever took the run over writes after the same event: what is written here as well would break the chain.
  const ensureHeld = (): void => {
    if (!lock.isHeld()) throw new RunTakenOverError()
  }
  return {
    ...stored,
    takenOver: lock.takenOver,
    append: async (line) => {
      const bytes = Buffer.from(line)
      ensureHeld()
      try {
        // What a write that failed left behind is no part of the journal.
        if (isDirty) await file.truncate(length)
        isDirty = true
        await writeAll(file, bytes, length)
        await file.datasync()
        isDirty = false
      } catch (error) {
        await file.truncate(length).then(
          () => (isDirty = false),
          () => undefined
        )
        throw refusal(error)
      }
      length += bytes.length
    },
    setAside: async (kept) => {
      ensureHeld()
      const name = `torn-${randomBytes(4).toString('hex')}`
      const rest = stored.journal.subarray(kept, length)
      await wrapErrors(writeFile(join(folder, name), rest, { mode: 0o600, flag: 'wx', flush: true }))
      await wrapErrors(syncFolder(folder))
      await wrapErrors(file.truncate(kept))
      length = kept
      return name
    },
    keepPack: (pack) => keepPack(folder, pack),
    packFolder: (contentHash) => resolve(folder, PACKS, contentHash),
    close: async () => {
      try {
        await wrapErrors(file.close())
      } finally {
        lock.release()
      }
    }
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}

/** Makes new names in a folder survive a loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function lockOf(folder: string, writer: Writer, force: boolean): HeldLock {
  try {
    return takeLock(folder, basename(folder), writer, force)
  } catch (error) {
    throw refusal(error)
  }
}

async function wrapErrors<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw refusal(error)
  }
}

/** What the machine refuses, as a refusal of the storage; all else stays what it is. */
function refusal(error: unknown): unknown {
  const isOfSystem = error instanceof Error && 'code' in error && 'syscall' in error
  return isOfSystem ? new StorageError(`The run cannot be stored: ${error.message}`, { cause: error }) : error
}
