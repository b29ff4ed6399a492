/**
 * Runs in memory: for rehearsals, for tests, and for tools that keep runs in their own way.
 */
import { digest } from './digest.js'
import type { PackText } from './pack.js'
import { RunLockedError, StorageError, type OpenRun, type RunStorage, type StoredRun, type Writer } from './ports.js'

interface Kept {
  journal: Uint8Array
  packs: PackText[]
  aside: Map<string, Uint8Array>
  writer: Writer | null
}

/** Makes a storage that is empty at first and gone with the process. */
export function memoryStorage(): RunStorage {
  const runs = new Map<string, Kept>()

  const opened = (kept: Kept): OpenRun => ({
    journal: kept.journal,
    packs: [...kept.packs],
    takenOver: null,
    append: async (line) => {
      kept.journal = joined(kept.journal, new TextEncoder().encode(line))
    },
    setAside: async (length) => {
      const rest = kept.journal.slice(length)
      const name = `torn-${digest(rest).slice(0, 12)}`
      kept.aside.set(name, rest)
      kept.journal = kept.journal.slice(0, length)
      return name
    },
    keepPack: async (pack) => {
      kept.packs.push(pack)
    },
    close: async () => {
      kept.writer = null
    }
  })

  return {
    list: async () => [...runs.keys()].toSorted(),
    read: async (run): Promise<StoredRun | null> => {
      const kept = runs.get(run)
      return kept ? { journal: kept.journal, packs: [...kept.packs] } : null
    },
    create: async (run, pack, writer) => {
      if (runs.has(run)) throw new StorageError(`There is a run ${run} already.`)
      const kept: Kept = { journal: new Uint8Array(), packs: [pack], aside: new Map(), writer }
      runs.set(run, kept)
      return opened(kept)
    },
    open: async (run, writer, force = false) => {
      const kept = runs.get(run)
      if (!kept) throw new StorageError(`There is no run ${run}.`)
      if (kept.writer && !force) throw new RunLockedError(run, kept.writer)
      kept.writer = writer
      return opened(kept)
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
