/** Tarballs that are asked for again and again, from memory: they never change, and most are small. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { PackVersion } from '../core/decide.js'
import type { CatalogEntry } from '../registry/catalog.js'
import { readTarball, type RegistryStorage } from '../registry/storage.js'

/** Larger ones go from the storage to the reader. */
const LARGEST = 1_000_000
const ALL = 64_000_000

/** Keeps tarballs. */
export class Tarballs {
  readonly #storage: RegistryStorage
  readonly #kept = new LRUCache<string, Buffer>({ maxSize: ALL, sizeCalculation: ({ length }) => length + 1 })
  readonly #others = new LRUCache<string, true>({ max: 10_000, ttl: 60_000 })

  readonly #reading = new Map<string, Promise<Buffer | null>>()

  constructor(storage: RegistryStorage) {
    this.#storage = storage
  }

  /**
   * The bytes of a version.
   * @param entry Its package.
   * @param version Which; it was decided that it is given.
   * @returns Its bytes; null when they are to come from the storage.
   */
  async bytesOf(entry: CatalogEntry, { name, version, file }: PackVersion): Promise<Buffer | null> {
    const integrity = entry.manifest.versions[version]?.dist?.integrity
    if (integrity === undefined) return null
    const key = `${name}@${version} ${integrity}`
    const kept = this.#kept.get(key)
    if (kept !== undefined || this.#others.has(key)) return kept ?? null
    // Many ask at once for what is new; it is read once.
    const reading = this.#reading.get(key) ?? this.#read(key, name, file, integrity)
    this.#reading.set(key, reading)
    return reading
  }

  async #read(key: string, name: string, file: string, integrity: string): Promise<Buffer | null> {
    const bytes = await readTarball(this.#storage, name, file, LARGEST).catch(() => null)
    this.#reading.delete(key)
    // What is not what was published is left to the client to see: it has the same hash.
    if (bytes === null || `sha512-${createHash('sha512').update(bytes).digest('base64')}` !== integrity) {
      this.#others.set(key, true)
      return null
    }
    this.#kept.set(key, bytes)
    return bytes
  }
}
