/**
 * Whether what lies with a run is what its journal names. Pure.
 */
import { followedTexts, readJournal } from '../journal/journal.js'
import type { RunSnapshot } from '../ports.js'

/** What is wrong with something that lies with a run. */
export interface SnapshotFault {
  of: 'pack' | 'attachment'
  message: string
}

/**
 * What is wrong with the copies of the texts, and with the files that were kept.
 * @param snapshot What lies with the run.
 * @returns None when all are there and unchanged.
 */
export function snapshotFaults({ journal, packs, files }: RunSnapshot): SnapshotFault[] {
  const { events } = readJournal(journal)
  const kept = new Set(packs.map(({ contentHash }) => contentHash))
  const messages = [
    ...followedTexts(events)
      .filter((hash) => !kept.has(hash))
      .map((hash) => `The copy of the text ${hash} is not there.`),
    ...packs
      .filter(({ contentHash, found }) => found !== contentHash)
      .map(
        ({ contentHash }) => `The copy of the text in packs/${contentHash} was changed: its content hash is another.`
      )
  ]
  const attached = events.flatMap((event) => {
    if (event.type !== 'attached') return []
    const file = files.find(({ digest }) => event.digest.startsWith(digest))
    if (file === undefined) return [`The attachment ${event.name} is not there.`]
    return file.found === event.digest ? [] : [`The attachment ${event.name} was changed.`]
  })
  return [
    ...messages.map((message) => ({ of: 'pack' as const, message })),
    ...attached.map((message) => ({ of: 'attachment' as const, message }))
  ]
}
