/**
 * Runs in memory: for drills, for tests, and for tools that keep runs in their own way.
 */
import { digest } from '../journal/digest.js'
import type { PackText } from '../pack.js'
import {
  RunLockedError,
  StorageError,
  type KeptFile,
  type OpenRun,
  type RunSnapshot,
  type RunStore,
  type StoredRun,
  type Writer
} from '../ports.js'

interface Kept {
  journal: Uint8Array
  packs: PackText[]
  aside: Map<string, Uint8Array>
  files: KeptFile[]
  /** Who has it open; each opening is an object of its own. */
  writer: Writer | null
}

/** Makes a storage that is empty at first and gone with the process. */
export function memoryStore(): RunStore {
  const runs = new Map<string, Kept>()

  const opened = (run: string, kept: Kept, by: Writer, takenOver: Writer | null): OpenRun => {
    const writer = { ...by }
    kept.writer = writer
    const mine = (): Kept => {
      if (kept.writer !== writer) throw new StorageError(`The run ${run} is not open here any more.`)
      return kept
    }
    return {
      journal: kept.journal,
      packs: [...kept.packs],
      takenOver,
      append: async (line) => {
        mine().journal = joined(kept.journal, new TextEncoder().encode(line))
      },
      setAside: async (length) => {
        const rest = mine().journal.slice(length)
        const name = `torn-${digest(rest).slice(0, 12)}`
        kept.aside.set(name, rest)
        kept.journal = kept.journal.slice(0, length)
        return name
      },
      keepPack: async (pack) => {
        if (!mine().packs.some(({ contentHash }) => contentHash === pack.contentHash)) kept.packs.push(pack)
      },
      packFolder: () => null,
      close: async () => {
        if (kept.writer === writer) kept.writer = null
      }
    }
  }

  return {
    list: async () => [...runs.keys()].toSorted(),
    read: async (run): Promise<StoredRun | null> => {
      const kept = runs.get(run)
      return kept ? { journal: kept.journal, packs: [...kept.packs] } : null
    },
    create: async (run, pack, writer) => {
      if (runs.has(run)) throw new StorageError(`There is a run ${run} already.`)
      const kept: Kept = { journal: new Uint8Array(), packs: [pack], aside: new Map(), files: [], writer: null }
      runs.set(run, kept)
      return opened(run, kept, writer, null)
    },
    open: async (run, writer, force = false) => {
      const kept = runs.get(run)
      if (!kept) throw new StorageError(`There is no run ${run}.`)
      if (kept.writer && !force) throw new RunLockedError(run, kept.writer)
      return opened(run, kept, writer, kept.writer)
    },
    holder: async (run) => runs.get(run)?.writer ?? null,
    snapshot: async (run): Promise<RunSnapshot | null> => {
      const kept = runs.get(run)
      if (!kept) return null
      const packs = kept.packs.map(({ contentHash }) => ({ contentHash, found: contentHash }))
      return { journal: kept.journal, packs, files: kept.files.map((file) => ({ ...file, found: file.digest })) }
    },
    keepFile: async (run, file) => {
      const kept = runs.get(run)
      if (!kept) throw new StorageError(`There is no run ${run}.`)
      if (!kept.files.some(({ digest: known }) => known === file.digest)) kept.files.push(file)
    },
    keptFile: async (run, { digest }) =>
      runs.get(run)?.files.find(({ digest: known }) => known === digest)?.content ?? null
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
