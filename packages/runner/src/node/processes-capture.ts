/**
 * Keeps the first and the last part of what a command prints, in bounded memory.
 */
import type { CapturedStream } from '../ports.js'

const NEWLINE = 0x0a

/** Takes in one stream. */
export interface Capture {
  /** Adds bytes as they come. */
  add(chunk: Buffer): void
  /** What was kept. */
  result(): CapturedStream
}

/**
 * Starts a capture. Half of the limit is for the beginning, half for the end. Both are cut at a line where they can be,
 * so that nobody reads half a value; a line longer than its half is cut between two characters.
 * @param limit Bytes to keep at most.
 */
export function createCapture(limit: number): Capture {
  const size = Math.max(0, Math.floor(limit))
  const headSize = Math.floor(size / 2)
  const head: Buffer[] = []
  const tail = createRing(size - headSize)
  let bytes = 0
  let headLength = 0

  return {
    add(chunk) {
      bytes += chunk.length
      const first = chunk.subarray(0, headSize - headLength)
      if (first.length > 0) {
        // A copy: a small chunk may be a view of a large buffer, which would stay in memory with it.
        head.push(Buffer.from(first))
        headLength += first.length
      }
      tail.add(chunk.subarray(first.length))
    },
    result() {
      const first = Buffer.concat(head)
      const last = tail.contents()
      if (first.length + last.length === bytes) return { text: decode(Buffer.concat([first, last])), bytes, dropped: 0 }
      const start = first.subarray(0, endOfHead(first))
      const end = last.subarray(startOfTail(last))
      const dropped = bytes - start.length - end.length
      return { text: withGap(decode(start), decode(end), dropped), bytes, dropped }
    }
  }
}

function withGap(start: string, end: string, dropped: number): string {
  const newline = start === '' || start.endsWith('\n') ? '' : '\n'
  return `${start}${newline}[... ${dropped} bytes dropped ...]\n${end}`
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/** Where the beginning ends: behind its last whole line, or behind its last whole character. */
function endOfHead(bytes: Buffer): number {
  const line = bytes.lastIndexOf(NEWLINE) + 1
  return line > 0 ? line : wholeCharacters(bytes)
}

/** Where the end begins: at its first whole line, or at its first whole character. */
function startOfTail(bytes: Buffer): number {
  const line = bytes.indexOf(NEWLINE) + 1
  if (line > 0 && line < bytes.length) return line
  let start = 0
  while (start < 3 && isContinuation(bytes[start])) start += 1
  return start
}

/** The length of the bytes without a character at their end that is not whole. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (isContinuation(byte)) continue
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needed > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

/** The last bytes of a stream, in a buffer that is written round and round. */
function createRing(size: number): { add(chunk: Buffer): void; contents(): Buffer } {
  // Made when it is needed: most commands print less than the first half.
  let ring: Buffer | null = null
  let total = 0
  return {
    add(chunk) {
      if (size === 0 || chunk.length === 0) return
      ring ??= Buffer.alloc(size)
      const kept = chunk.subarray(Math.max(0, chunk.length - size))
      const at = (total + chunk.length - kept.length) % size
      const before = kept.copy(ring, at)
      kept.copy(ring, 0, before)
      total += chunk.length
    },
    contents() {
      if (ring === null) return Buffer.alloc(0)
      const at = total % size
      return total <= size ? ring.subarray(0, total) : Buffer.concat([ring.subarray(at), ring.subarray(0, at)])
    }
  }
}
