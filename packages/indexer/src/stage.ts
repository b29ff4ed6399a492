import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeAtomically } from './write.js'

/**
 * Files on their way into a folder: written beside it, moved into it together, once all of them are there. What goes
 * wrong before that leaves the folder as it was.
 */
export class Stage {
  readonly #target: string
  readonly #paths = new Set<string>()
  #folder: string | null = null

  /** @param target Path of the folder into which the files shall come. */
  constructor(target: string) {
    this.#target = target
  }

  /**
   * Adds a file.
   * @param path Where it shall lie, relative to the target; one folder deep.
   * @param bytes Its content.
   */
  add(path: string, bytes: Uint8Array): void {
    writeAtomically(join(this.#stage(), path), bytes)
    this.#paths.add(path)
  }

  /** Moves the files to where they belong. */
  publish(): void {
    for (const path of this.#paths) {
      mkdirSync(dirname(join(this.#target, path)), { recursive: true })
      renameSync(join(this.#stage(), path), join(this.#target, path))
    }
  }

  /** Removes what lies beside the published files and is none of them, such as those of older versions. */
  removeOthers(): void {
    for (const folder of new Set([...this.#paths].map((path) => dirname(path)))) {
      for (const name of readdirSync(join(this.#target, folder))) {
        if (!this.#paths.has(`${folder}/${name}`)) rmSync(join(this.#target, folder, name), { recursive: true })
      }
    }
  }

  /** Removes what is not published. To be called in any case. */
  discard(): void {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = null
  }

  /** In the target, so that moving a file out of it never crosses a file system. */
  #stage(): string {
    if (this.#folder === null) {
      mkdirSync(this.#target, { recursive: true })
      this.#folder = mkdtempSync(join(this.#target, '.stage-'))
    }
    return this.#folder
  }
}
