/**
 * Values kept between calls, such as what was read of packs. A value holds as long as what it was made of is in the same state.
 * What is missing, damaged, of another release or of somebody else counts for nothing, and two processes that keep values at
 * the same time each write a whole file.
 */
import { isObject } from '../documents/is-object.js'
import type { FileState } from './file-state.js'
import { keep, keptFile, ownBytes, type KeptPlace } from './own-file.js'

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
  constructor(place: KeptPlace, isValue: (value: unknown) => value is Value) {
    this.#version = place.version
    this.#path = keptFile(place, 'json')
    this.#before = this.#path === null ? new Map() : entriesIn(this.#path, place.version, isValue)
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
   * A value: as it was kept, or made again and kept when what it is made of stayed the same meanwhile.
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
    await keep(this.#path, JSON.stringify({ version: this.#version, entries: Object.fromEntries(this.#after) }))
  }
}

function entriesIn<Value>(
  path: string,
  version: string | null,
  isValue: (value: unknown) => value is Value
): ReadonlyMap<string, Entry<Value>> {
  const entries = new Map<string, Entry<Value>>()
  try {
    const kept: unknown = JSON.parse(ownBytes(path).toString('utf8'))
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
