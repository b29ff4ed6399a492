/** The runbooks of this repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readRunPack, type RunPack } from '../../src/index.js'
import { textOf } from './fixture.js'

/** The folder of all packs, from the folder of this package, in which tests run. */
export const PACKS_FOLDER = join(process.cwd(), '..', '..', 'runbook-keys')

export const SLUGS = readdirSync(PACKS_FOLDER).filter((slug) => existsSync(join(PACKS_FOLDER, slug, 'pack.json')))

/**
 * Reads a pack.
 * @param folder Its folder.
 */
export function packIn(folder: string): RunPack {
  const files = Object.fromEntries(
    ['README.md', 'pack.json'].map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  )
  return readRunPack(textOf(files))
}
