/** What is published, and what unlocks each version. Read from the tarballs, once each, and kept. */
import { compare, valid } from 'semver'
import type { PackVersion } from '../core/decide.js'
import type { Manifest } from '../core/manifest.js'
import type { Db } from '../store/tables.js'
import { listPackages, readManifest, readTarball, type RegistryStorage } from './storage.js'
import { readTarballFacts } from './tarball.js'

/** A package that is served. */
export interface CatalogEntry {
  name: string
  title: string | null
  description: string | null
  /** Versions that are served, the newest last. Not empty. */
  versions: readonly PackVersion[]
  manifest: Manifest
}

/** For how long metadata is not read again, in milliseconds. A version never changes; only new ones are seen later. */
const FRESH = 1000
const LARGEST_TARBALL = 50_000_000
const DAY = 86_400_000

interface Known {
  readAt: number
  entry: Promise<CatalogEntry | null>
}

interface VersionFacts {
  integrity: string
  kind: 'pack' | 'other' | 'closed'
  entitlement: string | null
  title: string | null
  description: string | null
}

/** Knows what is published. */
export class Catalog {
  readonly #db: Db
  readonly #storage: RegistryStorage
  readonly #free: readonly string[]
  readonly #clock: () => number
  readonly #known = new Map<string, Known>()
  readonly #facts = new Map<string, VersionFacts>()

  /**
   * @param db Keeps what was read.
   * @param storage Verdaccio's.
   * @param free Packages without a pack.json that are served to everybody; all others without one are closed.
   * @param clock A clock that never goes back.
   */
  constructor(db: Db, storage: RegistryStorage, free: readonly string[], clock: () => number) {
    this.#db = db
    this.#storage = storage
    this.#free = free
    this.#clock = clock
  }

  /**
   * Describes a package. While the storage is away, what was read of it last goes on: a version never changes.
   * @param name Its name, in the one spelling.
   * @returns What is served of it; null: nothing.
   * @throws When the storage is away, and nothing was read of it before.
   */
  describe(name: string): Promise<CatalogEntry | null> {
    const known = this.#known.get(name)
    if (known !== undefined && this.#clock() - known.readAt < FRESH) return known.entry
    const entry = known === undefined ? this.#read(name) : this.#read(name).catch(() => known.entry)
    const next = { readAt: this.#clock(), entry }
    // Names that are not there are asked for by anybody; they are not kept.
    entry.then(
      (value) => void (value === null && this.#known.get(name) === next && this.#known.delete(name)),
      () => void (this.#known.get(name) === next && this.#known.delete(name))
    )
    this.#known.set(name, next)
    return entry
  }

  /**
   * Everything that is served, by what was read of it once.
   * @param scopes The scopes that are served.
   * @returns The packages, by their names.
   */
  async all(scopes: readonly string[]): Promise<CatalogEntry[]> {
    const rows = await this.#db
      .selectFrom('pack_versions')
      .select('name')
      .distinct()
      .where('kind', '!=', 'closed')
      .orderBy('name')
      .execute()
    const names = rows.map(({ name }) => name).filter((name) => scopes.includes(name.split('/')[0] ?? ''))
    const entries = await Promise.all(names.map((name) => this.describe(name)))
    return entries.filter((entry) => entry !== null)
  }

  /**
   * Reads what lies in the storage, so that search and the question at the start know of it; each version once.
   * @param scopes The scopes that are served.
   * @param isEnough Ends it early.
   */
  async index(scopes: readonly string[], isEnough: (entry: CatalogEntry) => boolean = () => false): Promise<void> {
    for (const name of await listPackages(this.#storage)) {
      const entry = scopes.includes(name.split('/')[0] ?? '') ? await this.describe(name).catch(() => null) : null
      if (entry !== null && isEnough(entry)) return
    }
  }

  /** Reads it again at the next question. */
  forget(name: string): void {
    const known = this.#known.get(name)
    if (known !== undefined) this.#known.set(name, { ...known, readAt: -Infinity })
  }

  async #read(name: string): Promise<CatalogEntry | null> {
    const manifest = await readManifest(this.#storage, name)
    if (manifest === null || manifest.name !== name) return null
    const numbers = Object.keys(manifest.versions)
      .filter((version) => valid(version) === version || valid(version) !== null)
      .toSorted(compare)
    const versions: PackVersion[] = []
    let newest: VersionFacts | null = null
    for (const version of numbers) {
      const file = fileOf(manifest, version)
      if (file === null) continue
      const facts = await this.#factsOf(name, version, file, manifest)
      if (facts === null || facts.kind === 'closed' || (facts.kind === 'other' && !this.#free.includes(name))) continue
      newest = facts
      const publishedAt = Date.parse(manifest.time?.[version] ?? '')
      versions.push({
        name,
        version,
        file,
        entitlement: facts.entitlement,
        // Without a date it was never published in a paid window.
        publishedAt: Number.isNaN(publishedAt) ? Date.now() + 36_500 * DAY : publishedAt
      })
    }
    if (versions.length === 0) return null
    return { name, title: newest?.title ?? null, description: newest?.description ?? null, versions, manifest }
  }

  async #factsOf(name: string, version: string, file: string, manifest: Manifest): Promise<VersionFacts | null> {
    const dist = manifest.versions[version]?.dist
    const integrity = dist?.integrity ?? dist?.shasum
    if (integrity === undefined) return null
    const key = `${name}@${version}`
    const remembered = this.#facts.get(key)
    if (remembered?.integrity === integrity) return remembered
    const facts =
      (await this.#stored(name, version, integrity)) ?? (await this.#fromTarball(name, version, file, integrity))
    if (facts !== null) this.#facts.set(key, facts)
    return facts
  }

  async #stored(name: string, version: string, integrity: string): Promise<VersionFacts | null> {
    const row = await this.#db
      .selectFrom('pack_versions')
      .selectAll()
      .where('name', '=', name)
      .where('version', '=', version)
      .executeTakeFirst()
    if (row?.integrity !== integrity) return null
    return { ...row, kind: row.kind === 'open' ? 'other' : row.kind }
  }

  async #fromTarball(name: string, version: string, file: string, integrity: string): Promise<VersionFacts | null> {
    const bytes = await readTarball(this.#storage, name, file, LARGEST_TARBALL).catch(() => null)
    if (bytes === null) return null
    const read = await readTarballFacts(bytes).catch(() => null)
    // A tarball that is something else than its metadata says is served to nobody.
    const isIt = read !== null && read.name === name && read.version === version
    const { entitlement, title, description } = read ?? { entitlement: null, title: null, description: null }
    const facts: VersionFacts = { integrity, kind: isIt ? read.kind : 'closed', entitlement, title, description }
    const row = { name, version, ...facts, kind: facts.kind === 'other' ? ('open' as const) : facts.kind }
    await this.#db
      .insertInto('pack_versions')
      .values(row)
      .onConflict((conflict) => conflict.columns(['name', 'version']).doUpdateSet(row))
      .execute()
    return facts
  }
}

function fileOf(manifest: Manifest, version: string): string | null {
  const tarball = manifest.versions[version]?.dist?.tarball
  const file = tarball?.slice(tarball.lastIndexOf('/') + 1)
  return file === undefined || !/^[a-z0-9][A-Za-z0-9._+-]*\.tgz$/.test(file) ? null : file
}
