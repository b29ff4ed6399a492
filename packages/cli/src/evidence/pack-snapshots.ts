/**
 * Whether the packs that lie with a run are those that its journal names.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash } from '@keys/pack'
import { readJournal } from '@keys/runner'

/**
 * What is wrong with the copies of packs in the folder of a run.
 * @param folder Path of the folder.
 * @param journal The journal of the run.
 * @returns Sentences; none when all is right.
 */
export function keptPackFaults(folder: string, journal: Uint8Array): string[] {
  const packs = join(folder, 'packs')
  const kept = existsSync(packs) ? readdirSync(packs).filter((name) => !name.endsWith('.part')) : []
  const followed = readJournal(journal).events.flatMap((event) => {
    if (event.type === 'run-started') return [event.pack.contentHash]
    return event.type === 'version-switched' ? [event.contentHash] : []
  })
  return [
    ...followed.filter((hash) => !kept.includes(hash)).map((hash) => `The copy of the text ${hash} is not there.`),
    ...kept
      .filter((hash) => hashOf(join(packs, hash)) !== hash)
      .map((hash) => `The copy of the text in packs/${hash} was changed: its content hash is another.`)
  ]
}

function hashOf(dir: string): string | null {
  try {
    return contentHash(
      (path) => readFileSync(join(dir, path)),
      readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) => !statSync(join(dir, path)).isDirectory())
    )
  } catch {
    return null
  }
}
