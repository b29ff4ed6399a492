/**
 * Files in which something is kept: found by what they are of, and believed only when they belong to whoever runs this.
 */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where something is kept. */
export interface KeptPlace {
  /** What `cacheFolder` gives; null to keep nothing. */
  folder: string | null
  /** What kind of values they are, such as `list`. */
  name: string
  /** Of what they are: the path of a workspace, or of the folder in which a command runs. */
  of: string
  /** What makes them; another version makes other ones. Null to keep nothing. */
  version: string | null
}

/**
 * The file of a place; null where nothing is kept.
 * @param place The place.
 * @param extension What its name ends in.
 */
export function keptFile({ folder, name, of, version }: KeptPlace, extension: string): string | null {
  return folder === null || version === null ? null : join(folder, `${name}-${fileNameOf(of)}.${extension}`)
}

/** A path as the name of a file: as it is where that is possible, so that no digest has to be loaded. */
function fileNameOf(path: string): string {
  const name = encodeURIComponent(path)
  if (name.length <= 180) return name
  // Longer paths that end and sum up alike would share a file, whose keys then tell them apart.
  let sum = 0
  for (const character of name) sum = (sum * 31 + character.charCodeAt(0)) % 0xff_ff_ff_fb
  return `${sum.toString(16)}-${name.slice(-150)}`
}

/**
 * What a file holds that belongs to whoever runs this, and that nobody else can write.
 * @param path Path of the file.
 * @throws When it is another's, or cannot be read.
 */
export function ownBytes(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const stat = fstatSync(file)
    const own = process.geteuid?.()
    const isOwn = own === undefined || (stat.uid === own && (stat.mode & 0o022) === 0)
    if (!stat.isFile() || !isOwn) throw new Error(`${path} is not our own`)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Writes such a file. That this fails, on a full or read-only disk, is nothing that anybody should hear of.
 * @param path Path of the file.
 * @param content What it shall hold.
 */
export async function keep(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const { makeFolders } = await import('../write/make-folders.js')
    const { writeAtomically } = await import('../write/write-atomically.js')
    makeFolders(dirname(path), 0o700)
    writeAtomically(path, content, 0o600)
  } catch {
    // What is not kept is made again.
  }
}
