import { folderFiles, readRegularFile } from './folder.js'
import type { PackFiles } from './port.js'

/** A stage that asks for a file of every pack would otherwise hold 12 kB for each of them. */
const MOST_PACKS = 250

/**
 * What was read of packs in folders, so that each file is read once by all stages that ask for it. It holds what it read
 * until it has to forget the pack, or until many others were read after it.
 */
export class PackReads {
  readonly #packs = new Map<string, Map<string, Uint8Array>>()
  readonly #most: number

  /** @param most Of how many packs it holds what it read. */
  constructor(most = MOST_PACKS) {
    this.#most = most
  }

  /**
   * The bytes of a regular file of a pack, as `readRegularFile` gives them.
   * @param dir Absolute path of the folder of the pack.
   * @param path Path of the file in it.
   * @throws When the file cannot be read; it is then tried again when it is asked for again.
   */
  read(dir: string, path: string): Uint8Array {
    let files = this.#packs.get(dir)
    if (files === undefined) {
      const [oldest] = this.#packs.keys()
      if (oldest !== undefined && this.#packs.size >= this.#most) this.#packs.delete(oldest)
      files = new Map()
      this.#packs.set(dir, files)
    }
    const before = files.get(path)
    if (before !== undefined) return before
    const bytes = readRegularFile(dir, path)
    files.set(path, bytes)
    return bytes
  }

  /**
   * The text of a regular file of a pack, which is UTF-8; a byte order mark stays.
   * @param dir Absolute path of the folder of the pack.
   * @param path Path of the file in it.
   * @throws As `read` does.
   */
  text(dir: string, path: string): string {
    return Buffer.from(this.read(dir, path)).toString('utf8')
  }

  /**
   * The files of a pack.
   * @param dir Absolute path of its folder.
   */
  files(dir: string): PackFiles {
    return { ...folderFiles(dir), read: (path) => this.read(dir, path) }
  }

  /**
   * Lets go of what was read of a pack.
   * @param dir Absolute path of its folder.
   */
  forget(dir: string): void {
    this.#packs.delete(dir)
  }
}
