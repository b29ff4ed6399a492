import { createHash } from 'node:crypto'
import { create } from 'tar'

/** The time that package managers give to all files of a tarball, so that equal contents give equal bytes. */
const PACKED_AT = new Date('1985-10-26T08:15:00.000Z')

/** A tarball and what an index says of it. */
export interface Tarball {
  bytes: Uint8Array
  /** Subresource integrity, SHA-512. */
  integrity: string
}

/**
 * Packs files of a folder as `npm pack` does: below `package/`, sorted, without owner, mode or time of the machine.
 * @param dir Path of the folder.
 * @param paths The files, relative to it.
 * @throws When a file cannot be read.
 */
export function packTarball(dir: string, paths: Iterable<string>): Tarball {
  const stream = create(
    {
      cwd: dir,
      prefix: 'package/',
      portable: true,
      mtime: PACKED_AT,
      noDirRecurse: true,
      gzip: { level: 9 },
      sync: true,
      onWriteEntry(entry) {
        if (entry.stat) entry.stat.mode = 0o100644
      }
    },
    [...paths].toSorted()
  )
  const bytes = Buffer.concat([...readAll(stream)])
  return { bytes, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` }
}

function* readAll(stream: { read(): Buffer | null }): Generator<Buffer> {
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) yield chunk
}
