/**
 * Reads a zip file: a few kinds of entries, within limits. Paths that lead out, links and encrypted entries are refused.
 */
import { inflateRawSync } from 'node:zlib'

/** A file in an archive. */
export interface ZipEntry {
  path: string
  bytes: Uint8Array
}

/** An archive that is not read. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ZipError'
  }
}

const MOST_ENTRIES = 2000
const LARGEST_FILE = 5 * 1024 * 1024
const LARGEST_TOTAL = 50 * 1024 * 1024
const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50

/**
 * The files of an archive.
 * @param bytes The archive.
 * @param isWanted Which of them are unpacked.
 * @throws {ZipError} When it is damaged, too large when unpacked, or holds what must not be unpacked.
 */
export function unzip(bytes: Uint8Array, isWanted: (path: string) => boolean): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) throw new ZipError(`It holds more than ${MOST_ENTRIES} files.`)
  const entries: ZipEntry[] = []
  let total = 0
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw new ZipError('Its list of files is damaged.')
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true)
    ) as [number, number, number]
    const mode = view.getUint32(at + 38, true) >>> 16
    const local = view.getUint32(at + 42, true)
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).normalize('NFC')
    at += 46 + nameLength + extraLength + commentLength
    ensureInside(path)
    if ((mode & 0xf000) === 0xa000) throw new ZipError(`${path} is a link.`)
    if (path.endsWith('/') || !isWanted(path)) continue
    if ((flags & 1) === 1) throw new ZipError(`${path} is encrypted.`)
    total += size
    if (size > LARGEST_FILE || total > LARGEST_TOTAL) throw new ZipError(`${path} is too large when it is unpacked.`)
    entries.push({ path, bytes: unpacked(bytes, view, { local, packed, size, method, path }) })
  }
  return entries
}

function unpacked(
  bytes: Uint8Array,
  view: DataView,
  { local, packed, size, method, path }: { local: number; packed: number; size: number; method: number; path: string }
): Uint8Array {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new ZipError(`${path} is damaged.`)
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  const data = bytes.subarray(start, start + packed)
  if (method === 0) return data
  if (method !== 8) throw new ZipError(`${path} is packed in a way that is not known.`)
  try {
    // Whoever lies about the size gets no more than that.
    return inflateRawSync(data, { maxOutputLength: Math.max(size, 1) })
  } catch {
    throw new ZipError(`${path} is damaged, or larger than it says.`)
  }
}

function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END) return at
  }
  throw new ZipError('It is not a zip file.')
}

function ensureInside(path: string): void {
  const isOutside = /^[/\\]|^[a-z]:|\\|\0/i.test(path) || path.split('/').includes('..')
  if (isOutside) throw new ZipError(`${path} leads out of the archive.`)
}
