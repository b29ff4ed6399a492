import { createHash } from 'node:crypto'
import { Header, Pack, ReadEntry } from 'tar'

/** The time that package managers give to all files of a tarball, so that equal contents give equal bytes. */
const PACKED_AT = new Date('1985-10-26T08:15:00.000Z')

/** A tarball and what an index says of it. */
export interface Tarball {
  bytes: Uint8Array
  /** Subresource integrity, SHA-512. */
  integrity: string
}

/**
 * Packs files as `npm pack` does: below `package/`, sorted, without owner, mode or time of the machine.
 * @param read Gives the bytes of a file.
 * @param paths The files.
 * @throws When a file cannot be read.
 */
export function packTarball(read: (path: string) => Uint8Array, paths: Iterable<string>): Tarball {
  const stream = new Pack({ prefix: 'package/', portable: true, mtime: PACKED_AT, gzip: { level: 9 } })
  for (const path of [...paths].toSorted()) {
    const content = read(path)
    const header = new Header({ path, size: content.length, mode: 0o644, type: 'File', mtime: PACKED_AT })
    const entry = new ReadEntry(header)
    stream.add(entry)
    entry.end(Buffer.from(content))
  }
  stream.end()
  const bytes = Buffer.concat([...readAll(stream)])
  return { bytes, integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}` }
}

function* readAll(stream: { read(): Buffer | null }): Generator<Buffer> {
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) yield chunk
}
