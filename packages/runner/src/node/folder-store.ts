/**
 * Runs in folders: one for each, private to whoever made it.
 */
import { constants, existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { StorageError, type OpenRun, type RunStore, type StoredRun, type Writer } from '../ports.js'
import { makeFolders, openRegular, readWhole, refusal, refused, syncFolder } from './files.js'
import { openJournal } from './journal-file.js'
import { lockHolder, takeLock, type HeldLock } from './lock.js'
import { keepCopy, readCopies } from './pack-copies.js'
import { JOURNAL, keepFileIn, keptFileIn, PACKS, snapshotAt } from './snapshot.js'

/**
 * Keeps runs in a folder. Folders are made with mode 0700, files with 0600.
 * @param root Path of the folder; it is made with the first run.
 */
export function folderStore(root: string): RunStore {
  return {
    list: async () => {
      const entries = existsSync(root) ? await refused(readdir(root, { withFileTypes: true }), 'read') : []
      const runs = entries.filter(({ name }) => isRunId(name) && existsSync(join(root, name, JOURNAL)))
      return runs.map(({ name }) => name).toSorted()
    },
    read: async (run) => (isRunId(run) && existsSync(join(root, run, JOURNAL)) ? read(join(root, run)) : null),
    create: async (run, pack, writer) => {
      if (!isRunId(run)) throw new StorageError(`${run} is not a name for a run.`)
      const folder = join(root, run)
      await makeFolders(root)
      await refused(mkdir(folder, { mode: 0o700 }))
      try {
        const lock = lockOf(folder, writer, false)
        await keepCopy(join(folder, PACKS), pack)
        await refused(writeFile(join(folder, JOURNAL), '', { mode: 0o600, flag: 'wx', flush: true }))
        await syncFolder(folder)
        await syncFolder(root)
        return await opened(folder, lock, true)
      } catch (error) {
        await removeRun(folder)
        throw error
      }
    },
    open: async (run, writer, force = false) => {
      const folder = join(root, run)
      if (!isRunId(run) || !existsSync(join(folder, JOURNAL))) throw new StorageError(`There is no run ${run}.`)
      const lock = lockOf(folder, writer, force)
      try {
        return await opened(folder, lock, false)
      } catch (error) {
        lock.release()
        throw error
      }
    },
    holder: async (run, host) => {
      try {
        return isRunId(run) ? lockHolder(join(root, run), host) : null
      } catch {
        return null
      }
    },
    snapshot: async (run) => (isRunId(run) ? snapshotAt(join(root, run)) : null),
    keepFile: async (run, file) => {
      const folder = join(root, run)
      if (!isRunId(run) || !existsSync(join(folder, JOURNAL))) throw new StorageError(`There is no run ${run}.`)
      await keepFileIn(folder, file)
    },
    keptFile: async (run, file) => (isRunId(run) ? keptFileIn(join(root, run), file) : null)
  }
}

/** Ids become names of folders: nothing that leads out of the root. */
function isRunId(run: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,199}$/.test(run)
}

/** Half a run is of no use to anybody. */
async function removeRun(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}

async function read(folder: string): Promise<StoredRun> {
  const journal = await readWhole(join(folder, JOURNAL))
  return { journal, packs: await readCopies(join(folder, PACKS)) }
}

async function opened(folder: string, lock: HeldLock, isNew: boolean): Promise<OpenRun> {
  const path = join(folder, JOURNAL)
  const stored = await read(folder)
  const file = await openRegular(path, constants.O_RDWR)
  const journal = await openJournal(file, path, stored.journal, lock).catch(async (error: unknown) => {
    await file.close()
    throw refusal(error)
  })
  return {
    ...stored,
    takenOver: lock.takenOver,
    append: (line) => journal.append(line),
    setAside: (kept) => journal.setAside(kept),
    keepPack: async (pack) => {
      journal.assertHeld()
      await keepCopy(join(folder, PACKS), pack)
    },
    packFolder: (contentHash) => resolve(folder, PACKS, contentHash),
    close: async () => {
      try {
        await refused(journal.close())
        if (isNew && journal.length === 0 && lock.isHeld()) await removeRun(folder)
      } finally {
        lock.release()
      }
    }
  }
}

function lockOf(folder: string, writer: Writer, force: boolean): HeldLock {
  try {
    return takeLock(folder, basename(folder), writer, force)
  } catch (error) {
    throw refusal(error)
  }
}
