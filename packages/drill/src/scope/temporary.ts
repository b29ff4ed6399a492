// Where drills keep their files. Databases are made by copying hundreds of small files, which memory does ten times as
// fast as a disk.
import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const memory = '/dev/shm'
/** Type of a tmpfs in the answer of statfs. */
const tmpfs = 0x01_02_19_94
/** What all packs together stay below with room to spare. */
const neededBytes = 2 ** 31

/**
 * Says where the temporary folders of drills are made: in memory where Linux has a file system for that with enough
 * room, else where the machine keeps such folders. Who sets TMPDIR decides.
 *
 * @returns An absolute path.
 */
export function temporaryFolder(): string {
  return process.env['TMPDIR'] === undefined && hasRoomInMemory() ? memory : tmpdir()
}

function hasRoomInMemory(): boolean {
  try {
    accessSync(memory, constants.W_OK | constants.X_OK)
    const { type, bavail, bsize } = statfsSync(memory)
    return type === tmpfs && bavail * bsize >= neededBytes
  } catch {
    return false
  }
}
