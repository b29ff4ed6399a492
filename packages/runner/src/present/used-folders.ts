/**
 * What is said of a folder that another run has used. Pure.
 */
import { text, type Block } from './blocks.js'
import { shortId, timeOf } from './format.js'

/** A folder of a run, and another run that used it. */
export interface UsedFolder {
  folder: string
  run: string
  at: string
}

/**
 * What is said of folders that another run used.
 * @param used The folders.
 * @param now ISO 8601.
 */
export function usedFolderBlocks(used: readonly UsedFolder[], now: string): Block[] {
  return used.map(({ folder, run, at }) =>
    text(
      `Run ${shortId(run)} used ${folder} (${timeOf(at, now)}): what it saved there may be what its rollback needs. For another incident, or after an action, give a new folder with i.`,
      'warning'
    )
  )
}
