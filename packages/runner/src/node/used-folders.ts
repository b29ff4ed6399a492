/**
 * Whether another run has used an evidence folder: what it saved there may be what its rollback needs.
 */
import { resolve } from 'node:path'
import type { RunEvent } from '@keys/schema'
import { readJournal } from '../journal/journal.js'
import type { RunStore } from '../ports.js'
import type { UsedFolder } from '../present/used-folders.js'
import { evidenceFolders } from '../preflight/evidence-folders.js'
import type { RunState } from '../run/state.js'

/** Of so many runs it is looked which folders they used, those of the last days: a run has to begin at once. */
const MOST_LOOKED_AT = 50

/**
 * The folders for evidence of a run, absolute.
 * @param state The state of the run.
 */
export function evidenceFoldersOf(state: RunState): string[] {
  return evidenceFolders(state.pack).flatMap((name) => {
    const value = state.inputs[name]?.value
    return value === undefined || value === null ? [] : [resolve(state.folder ?? '.', value)]
  })
}

/**
 * Which other runs used the evidence folders of a run.
 * @param state The state of the run.
 * @param storage Where runs are kept.
 * @returns For each folder the newest of them.
 */
export async function usedFolders(state: RunState, storage: Pick<RunStore, 'list' | 'read'>): Promise<UsedFolder[]> {
  const folders = evidenceFoldersOf(state)
  if (folders.length === 0) return []
  const runs = (await storage.list()).filter((run) => run !== state.run).slice(-MOST_LOOKED_AT)
  const found = await Promise.all(
    runs.map(async (run) => {
      const stored = await storage.read(run).catch(() => null)
      return stored === null ? [] : usesIn(readJournal(stored.journal).events).map((use) => ({ ...use, run }))
    })
  )
  return folders.flatMap((folder) => {
    const uses = found.flat().filter((use) => use.folder === folder)
    return uses.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, 1)
  })
}

/** The evidence folders that the events of a run name. */
function usesIn(events: readonly RunEvent[]): { folder: string; at: string }[] {
  let base = '.'
  return events.flatMap((event) => {
    if (event.type === 'session-opened') base = event.folder
    if (event.type !== 'input-set' || !/(?:^|_)EVIDENCE_DIR$/.test(event.name) || event.value === null) return []
    return [{ folder: resolve(base, event.value), at: event.at }]
  })
}
