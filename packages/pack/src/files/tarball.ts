import { gunzipSync } from 'node:zlib'
import { MAX_FILE_SIZE, sameNames, type ArchiveFault, type PackEntry, type PackFiles } from './port.js'

/** More bytes are not unpacked: a few kilobytes of gzip can hold gigabytes. */
export const MAX_UNPACKED_SIZE = 50_000_000
/** More entries are not listed. */
const MAX_ENTRIES = 10_000

/** A pack in a tarball, and what is wrong with the tarball itself. */
export interface TarballFiles extends PackFiles {
  faults: readonly ArchiveFault[]
}

/**
 * A pack in a tarball as `npm pack` makes it. Nothing is written to a disk and no link is followed. The first folder of
 * each path is left out, as package managers do. A tarball that cannot be read to its end has no entries and one fault.
 * @param bytes The tarball.
 */
export async function tarballFiles(bytes: Uint8Array): Promise<TarballFiles> {
  const { Parser } = await import('tar')
  const entries = new Map<string, PackEntry>()
  const contents = new Map<string, Buffer>()
  const faults: ArchiveFault[] = []
  const broken: ArchiveFault[] = []
  let count = 0

  const archive = unpacked(bytes)
  if (!Buffer.isBuffer(archive)) return collected(new Map(), new Map(), [archive])
  const hidden = hiddenIn(archive)
  if (hidden !== null) return collected(new Map(), new Map(), [{ id: 'unreadable', reason: hidden }])
  const parser = new Parser({
    // What is unpacked already is not unpacked again, whatever it looks like.
    brotli: false,
    onwarn: (_code, message) => broken.push({ id: 'unreadable', reason: reasonOf(message) }),
    onReadEntry(entry) {
      if (++count > MAX_ENTRIES) {
        entry.resume()
        return
      }
      const path = pathInside(entry.path)
      const type = TYPES[entry.type] ?? 'other'
      // npm writes no folders; other packers do, and the topmost is the package itself.
      if (path === null && type !== 'directory') faults.push({ id: 'path-traversal', path: entry.path })
      else if (path !== null && entries.has(path) && type !== 'directory')
        faults.push({ id: 'duplicate-entry', path: entry.path })
      if (path === null || type !== 'file' || entry.size > MAX_FILE_SIZE) entry.resume()
      else {
        const chunks: Buffer[] = []
        entry.on('data', (chunk) => chunks.push(chunk))
        entry.on('end', () => contents.set(path, Buffer.concat(chunks)))
      }
      // The last of equal paths is the one that is installed.
      if (path !== null) entries.set(path, { path, type, size: type === 'file' ? entry.size : 0 })
    }
  })
  try {
    parser.end(archive)
  } catch (error) {
    broken.push({ id: 'unreadable', reason: reasonOf(error) })
  }
  const [first] = broken
  if (first) return collected(new Map(), new Map(), [first])
  if (count > MAX_ENTRIES) {
    return collected(new Map(), new Map(), [{ id: 'too-large', limit: `${MAX_ENTRIES} entries` }])
  }
  const files = [...entries.values()].filter(({ type }) => type !== 'directory').map(({ path }) => path)
  faults.push(...sameNames(files).map((both) => ({ id: 'same-name', ...both }) as const))
  return collected(entries, contents, faults)
}

/** Types of entries that are not these are what no package manager unpacks. */
const TYPES: Readonly<Record<string, PackEntry['type']>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'directory',
  GNUDumpDir: 'directory',
  SymbolicLink: 'symlink',
  Link: 'symlink'
}

function collected(
  entries: ReadonlyMap<string, PackEntry>,
  contents: ReadonlyMap<string, Buffer>,
  faults: readonly ArchiveFault[]
): TarballFiles {
  return {
    entries: () => [...entries.values()],
    read(path) {
      const bytes = contents.get(path)
      if (bytes === undefined || entries.get(path)?.type !== 'file') throw new Error(`${path} has no contents`)
      return bytes
    },
    faults
  }
}

function unpacked(bytes: Uint8Array): Buffer | ArchiveFault {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { id: 'unreadable', reason: 'it is not compressed with gzip' }
  try {
    // Stops at the limit, so that no more memory than this is ever taken.
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_SIZE })
  } catch (error) {
    if (error instanceof RangeError) return { id: 'too-large', limit: `${MAX_UNPACKED_SIZE} bytes` }
    return { id: 'unreadable', reason: reasonOf(error) }
  }
}

const BLOCK = 512

/**
 * What of an archive some programs that unpack it would see and others not: compressed bytes in place of an archive, which
 * some unpack once more, and what stands behind its end.
 * @returns The reason; null for none.
 */
function hiddenIn(archive: Buffer): string | null {
  const isPacked = PACKED.some((magic) => magic.every((byte, index) => archive[index] === byte))
  if (isPacked) return 'what is compressed in it is compressed once more'
  for (let at = 0; at + BLOCK <= archive.length;) {
    if (isEmpty(archive, at, at + BLOCK)) {
      return isEmpty(archive, at, archive.length) ? null : 'something stands behind its end'
    }
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 136).replaceAll(/[^0-7]/g, ''), 8) || 0
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return null
}

/** How gzip, zstd and xz begin: no name of a file does. */
const PACKED = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a, 0x58]
]

function isEmpty(archive: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (archive[at] !== 0) return false
  return true
}

/** The path in the package; null for one that lies in no folder, or that leads elsewhere. */
function pathInside(path: string): string | null {
  if (/^[/~]|^[a-z]:|\\|\0/i.test(path)) return null
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.includes('..') || parts.length < 2 ? null : parts.slice(1).join('/')
}

/** In lower case and without a stop, to stand after a colon. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return (message.charAt(0).toLowerCase() + message.slice(1)).replace(/\.$/, '')
}
