/**
 * What tells files from what they were without reading them: number, size and times of each. The time of change cannot be set
 * back, so that a file of the same state is the same file.
 */
import type { Stats } from 'node:fs'
import { visitFolder } from '../files/folder.js'
import { linkStatusAt, pathIn } from '../files/status.js'

/** A file that changed less than this before it was looked at may change again within the tick of its clock. */
const SETTLED_AFTER = 2000

/** The state of some files. */
export interface FileState {
  /** Equal for files that are unchanged. */
  state: string
  /** Whether they can be told by it: not when one changed a moment ago. */
  isSettled: boolean
}

/**
 * The state of some files.
 * @param dir Path of the folder in which they lie.
 * @param files Their paths in it; one that is missing is a state, too.
 */
export function stateOf(dir: string, files: Iterable<string>): FileState {
  const now = Date.now()
  let isSettled = true
  let state = ''
  for (const file of files) {
    const stat = linkStatusAt(pathIn(dir, file))
    if (stat === undefined) {
      state += `${file}:none `
      continue
    }
    if (!isSettledAt(now, stat)) isSettled = false
    state += `${file}:${told(stat)} `
  }
  return { state, isSettled }
}

/**
 * The state of all that lies in a folder, as packs are read.
 * @param dir Path of the folder.
 * @throws When it cannot be listed.
 */
export function folderState(dir: string): FileState {
  const now = Date.now()
  let isSettled = true
  const states: string[] = []
  visitFolder(dir, (path, type, stat) => {
    if (stat !== null && !isSettledAt(now, stat)) isSettled = false
    states.push(`${path}:${stat === null ? type : told(stat)}`)
  })
  return { state: states.toSorted().join(' '), isSettled }
}

/** One from the future cannot be told from one of now. */
function isSettledAt(now: number, { ctimeMs }: Stats): boolean {
  return now - ctimeMs >= SETTLED_AFTER
}

function told({ ino, size, mtimeMs, ctimeMs, mode }: Stats): string {
  return `${ino}:${size}:${mtimeMs}:${ctimeMs}:${mode}`
}
