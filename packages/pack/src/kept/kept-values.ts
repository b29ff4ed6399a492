/**
 * Values kept between calls, such as what was read of packs. A value holds as long as what it was made of is in the same state.
 * What is missing, damaged, of another release or of somebody else counts for nothing, and two processes that keep values at
 * the same time each write a whole file.
 */
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isObject } from '../documents/is-object.js'
import type { FileState } from './file-state.js'

/** Where values are kept. */
export interface KeptPlace {
  /** What `cacheFolder` gives; null to keep nothing. */
  folder: string | null
  /** What kind of values they are, such as `list`. */
  name: string
  /** Of what they are: the path of a workspace, or of the folder in which a command runs. */
  of: string
  /** What makes them; another version makes other ones. Null to keep nothing. */
  version: string | null
}

interface Entry<Value> {
  state: string
  value: Value
}

/** Values by their keys, such as the paths of packs. */
export class KeptValues<Value> {
  readonly #path: string | null
  readonly #version: string | null
  readonly #before: ReadonlyMap<string, Entry<Value>>
  readonly #after = new Map<string, Entry<Value>>()
  #isChanged = false

  /**
   * Opens what was kept.
   * @param place Where it lies.
   * @param isValue Whether something is such a value, looked at as closely as whoever uses it needs.
   */
  constructor({ folder, name, of, version }: KeptPlace, isValue: (value: unknown) => value is Value) {
    this.#version = version
    this.#path = folder === null || version === null ? null : join(folder, `${name}-${fileNameOf(of)}.json`)
    this.#before = this.#path === null ? new Map() : entriesIn(this.#path, version, isValue)
  }

  /**
   * A value as it was kept; undefined when there is none of this state.
   * @param key Its key.
   * @param state The state of what it was made of.
   */
  get(key: string, state: string): Value | undefined {
    const known = this.#before.get(key)
    if (known?.state !== state) return undefined
    this.#after.set(key, known)
    return known.value
  }

  /** A value as it was kept, whatever the state of what it was made of; undefined when there is none. */
  peek(key: string): Value | undefined {
    return this.#before.get(key)?.value
  }

  /** Keeps of the values that were neither got nor set those of some keys. */
  keepRest(keys: ReadonlySet<string>): void {
    for (const [key, entry] of this.#before) if (keys.has(key) && !this.#after.has(key)) this.#after.set(key, entry)
  }

  /** Keeps a value. What is neither got nor set, nor one of the rest that is kept, is gone when the values are saved. */
  set(key: string, state: string, value: Value): void {
    this.#isChanged = true
    this.#after.set(key, { state, value })
  }

  /**
   * A value: as it was kept, or made anew and kept when what it is made of stayed the same meanwhile.
   * @param key Its key.
   * @param look Gives the state of what it is made of.
   * @param make Makes it.
   */
  async value(key: string, look: () => FileState, make: () => Value | Promise<Value>): Promise<Value> {
    const { state, isSettled } = look()
    const known = this.get(key, state)
    if (known !== undefined) return known
    const value = await make()
    if (isSettled && look().state === state) this.set(key, state, value)
    return value
  }

  /** Writes what is kept. That this fails, on a full or read-only disk, is nothing that anybody should hear of. */
  async save(): Promise<void> {
    if (this.#path === null || (!this.#isChanged && this.#after.size === this.#before.size)) return
    try {
      const { writeAtomically } = await import('../write/write-atomically.js')
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
      const content = JSON.stringify({ version: this.#version, entries: Object.fromEntries(this.#after) })
      writeAtomically(this.#path, content, 0o600)
    } catch {
      // What is not kept is made again.
    }
  }
}

/** A path as the name of a file: as it is where that is possible, so that no digest has to be loaded. */
function fileNameOf(path: string): string {
  const name = encodeURIComponent(path)
  if (name.length <= 180) return name
  // Longer paths that end and sum up alike would share a file, whose keys then tell them apart.
  let sum = 0
  for (const character of name) sum = (sum * 31 + character.charCodeAt(0)) % 0xff_ff_ff_fb
  return `${sum.toString(16)}-${name.slice(-150)}`
}

function entriesIn<Value>(
  path: string,
  version: string | null,
  isValue: (value: unknown) => value is Value
): ReadonlyMap<string, Entry<Value>> {
  const entries = new Map<string, Entry<Value>>()
  try {
    const kept: unknown = JSON.parse(ownText(path))
    if (!isObject(kept) || kept['version'] !== version || !isObject(kept['entries'])) return entries
    for (const [key, entry] of Object.entries(kept['entries'])) {
      if (!isObject(entry)) continue
      const { state, value } = entry
      if (typeof state === 'string' && isValue(value)) entries.set(key, { state, value })
    }
  } catch {
    // There is nothing, or nothing that can be read.
  }
  return entries
}

/** The text of a file that belongs to whoever runs this, and that nobody else can write. */
function ownText(path: string): string {
  const file = openSync(path, 'r')
  try {
    const stat = fstatSync(file)
    const own = process.geteuid?.()
    const isOwn = own === undefined || (stat.uid === own && (stat.mode & 0o022) === 0)
    if (!stat.isFile() || !isOwn) throw new Error(`${path} is not our own`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}
