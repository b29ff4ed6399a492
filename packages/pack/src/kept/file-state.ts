/**
 * What tells files from what they were without reading them: number, size and times of each. The time of change cannot be set
 * back, so that a file of the same state is the same file.
 */
import { join } from 'node:path'
import { linkStatusAt } from '../files/status.js'

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
    const stat = linkStatusAt(join(dir, file))
    if (stat === undefined) {
      state += `${file}:none `
      continue
    }
    // One from the future cannot be told from one of now.
    if (now - stat.ctimeMs < SETTLED_AFTER) isSettled = false
    state += `${file}:${stat.ino}:${stat.size}:${stat.mtimeMs}:${stat.ctimeMs}:${stat.mode} `
  }
  return { state, isSettled }
}
