/**
 * Writes a new pack to disk, whole or not at all.
 */
import { makeFolders, replaceFiles, type Replacement } from '@keys/pack'
import { randomBytes } from 'node:crypto'
import { renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** All that is written for a new pack. */
export interface Scaffold {
  /** Absolute path of the workspace. */
  root: string
  /** The folder of its packs, relative to it. */
  packsFolder: string
  slug: string
  /** Texts by path in the pack. */
  pack: ReadonlyMap<string, string>
  /** Texts by path in the workspace, for files that are not there yet. */
  workspace: ReadonlyMap<string, string>
  /** What changes in other packs, by slug. */
  others: ReadonlyMap<string, readonly Replacement[]>
}

/**
 * Writes everything. When something cannot be written, what was written before it is taken back. An interrupt waits until
 * all is done.
 * @throws What the machine refuses, and `ChangedMeanwhile` for a pack that changed after it was read.
 */
export function writeScaffold({ root, packsFolder, slug, pack, workspace, others }: Scaffold): void {
  const packs = join(root, packsFolder)
  const target = join(packs, slug)
  const staged = join(packs, `.${slug}.${randomBytes(6).toString('hex')}.tmp`)
  const undo: (() => void)[] = []
  // Nothing below gives way to it: it is heard, and then there is nothing half-written.
  const wait = (): void => undefined
  process.once('SIGINT', wait)
  try {
    const first = makeFolders(packs)
    if (first !== null) undo.push(() => removeFolders(packs, first))
    undo.push(() => rmSync(staged, { recursive: true, force: true }))
    for (const [path, text] of pack) {
      makeFolders(dirname(join(staged, path)))
      writeFileSync(join(staged, path), text, { flag: 'wx' })
    }
    for (const [path, text] of workspace) {
      const folder = dirname(join(root, path))
      const made = makeFolders(folder)
      if (made !== null) undo.push(() => removeFolders(folder, made))
      writeFileSync(join(root, path), text, { flag: 'wx' })
      undo.push(() => rmSync(join(root, path)))
    }
    // Refused by the system when a folder with something in it has come to lie there meanwhile.
    renameSync(staged, target)
    undo.push(() => rmSync(target, { recursive: true }))
    for (const [other, replacements] of others) {
      replaceFiles(join(packs, other), replacements)
      const back = replacements.map(({ file, before, after }) => ({ file, before: after, after: before }))
      undo.push(() => replaceFiles(join(packs, other), back))
    }
  } catch (error) {
    for (const step of undo.toReversed()) step()
    throw error
  } finally {
    process.off('SIGINT', wait)
  }
}

/** Removes a folder, and those above it up to the first that was made for it; all of them are empty. */
function removeFolders(last: string, first: string): void {
  for (let folder = last; folder.length >= first.length; folder = dirname(folder)) rmdirSync(folder)
}
