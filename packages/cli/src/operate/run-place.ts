/**
 * The machine and the folder of a run that goes on: its commands run where it was started, and nowhere else unasked.
 */
import { statusAt } from '@keys/pack'
import type { RunState } from '@keys/runner'
import { UsageError } from '../command.js'
import type { RunOptions } from './run-flags.js'
import { type Block, text } from '@keys/runner/present'
import type { Dialogue } from '@keys/terminal'

/** Where a run goes on. */
export interface RunPlace {
  folder: string
  /** Whether it leaves the folder in which it was started. */
  moves: boolean
  /** What is to be said of it. */
  remarks: readonly Block[]
}

/** Where somebody wants to go on. */
export interface Here {
  host: string
  folder: string
  options: RunOptions
  /** The person; null for nobody. */
  dialogue: Dialogue | null
}

/**
 * Says where a run goes on; asks when its folder is gone.
 * @param state The state of the run.
 * @param here Where somebody wants to go on.
 * @throws {UsageError} When nobody can be asked, or when it is not to go on here.
 */
export async function placeOf(state: RunState, here: Here): Promise<RunPlace> {
  const { folder } = state
  const own = { folder: here.folder, moves: true, remarks: [] }
  if (folder === null || folder === here.folder || state.place.type === 'ended')
    return { ...own, moves: folder === null }
  if (here.options.here === true) return { ...own, remarks: [text(movedWords(folder, here.folder), 'warning')] }
  const host = state.session?.host ?? here.host
  if (isFolder(folder) && host === here.host)
    return { folder, moves: false, remarks: [text(`Commands run in ${folder}, where the run was started.`)] }
  const gone = goneWords(folder, host, here.host)
  if (here.dialogue === null) throw new UsageError(gone, `Go on in this folder: --here`)
  const goesOn = await here.dialogue.choose({
    head: [text(gone, 'warning'), text('Files that earlier commands wrote may be missing here.')],
    options: [
      ...(isFolder(folder) ? [{ value: 'there' as const, label: `Go on in ${folder} of this machine` }] : []),
      { value: 'here' as const, label: `Go on in this folder: ${here.folder}` },
      { value: 'stop' as const, label: 'Stop: nothing is changed' }
    ],
    preselected: null,
    keys: []
  })
  if (goesOn === 'stop') throw new UsageError('The run was not opened.', 'Go to its machine and folder, or use --here.')
  if (goesOn === 'there') return { folder, moves: false, remarks: [] }
  return { ...own, remarks: [text(movedWords(folder, here.folder), 'warning')] }
}

function movedWords(from: string, to: string): string {
  return `The run was started in ${from}. From now on its commands run in ${to}.`
}

function goneWords(folder: string, host: string, here: string): string {
  return host === here
    ? `The folder in which the run was started is gone: ${folder}.`
    : `The run was started on another machine: ${host}, in ${folder}. This is ${here}.`
}

function isFolder(path: string): boolean {
  return statusAt(path)?.isDirectory() ?? false
}
