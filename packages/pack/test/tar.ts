/** Tar archives as no packer writes them. */
import { gzipSync } from 'node:zlib'

const BLOCK = 512

/** One entry of a tar archive. */
export function entry(path: string, content: string, type = '0'): Buffer {
  const body = Buffer.from(content)
  const header = Buffer.alloc(BLOCK)
  header.write(path, 0, 100)
  header.write('0000644\0', 100)
  header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write(`${'0'.repeat(11)}\0`, 136)
  header.write(`        ${type}`, 148)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)])
}

/** An archive with its end. */
export function tar(...entries: readonly Buffer[]): Buffer {
  return Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)])
}

/** A tarball. */
export function tarball(...entries: readonly Buffer[]): Buffer {
  return gzipSync(tar(...entries))
}
