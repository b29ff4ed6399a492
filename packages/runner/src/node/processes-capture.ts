/**
 * What a command prints: filtered, heard as it comes, and its first and last part kept, in bounded memory.
 */
import type { CapturedStream, OutputFilter } from '../ports.js'
import { createRing } from './processes-ring.js'

const NEWLINE = 0x0a

/**
 * Bytes before the last part that are filtered with it, so that a secret that begins before the cut is known as one.
 * It is more than the longest value that Linux lets an environment have, also in base64.
 */
const RUN_UP = 262_144

/** Takes in one stream. */
export interface Capture {
  /** Adds bytes as they come. */
  add(chunk: Buffer): void
  /**
   * Ends the stream.
   * @param isCut Whether the command was ended in the middle of it.
   * @returns What was kept.
   */
  result(isCut: boolean): CapturedStream
}

export interface CaptureOptions {
  /** Bytes to keep at most, counted before they are filtered. */
  limit: number
  /** Makes what every text goes through before it is kept or heard. */
  filter?: (() => OutputFilter) | undefined
  /** Hears what comes, filtered, up to the limit; of what is longer the last part, too, when it is over. */
  onText: (text: string) => void
}

const PLAIN: OutputFilter = { push: (text) => text, end: () => '' }

/**
 * Starts a capture. Half of the limit is for the beginning, half for the end. Both are cut at a line where they can be,
 * so that nobody reads half a value; a line longer than its half is cut between two characters.
 *
 * Nothing is kept or heard that did not go through the filter. What the filter holds back at a cut is dropped: it may be
 * the beginning of a secret. The middle of a flood, which nobody sees, is only counted.
 */
export function createCapture({ limit, filter = () => PLAIN, onText }: CaptureOptions): Capture {
  const size = Math.max(0, Math.floor(limit))
  const headSize = Math.floor(size / 2)
  const tailSize = size - headSize
  const first = createText(filter())
  const last = createRing(tailSize === 0 ? 0 : tailSize + RUN_UP)
  let bytes = 0
  /** What came of the first half of the limit, and of the second. */
  let head = ''
  let rest = ''

  function tail(isCut: boolean): { text: string; bytes: number } {
    const contents = last.contents()
    const start = contents.length - Math.min(tailSize, contents.length)
    const from = start + startOfTail(contents.subarray(start))
    const text = createText(filter())
    text.push(contents.subarray(0, from))
    return { text: text.push(contents.subarray(from)) + text.end(isCut), bytes: contents.length - from }
  }

  return {
    add(chunk) {
      const before = bytes
      bytes += chunk.length
      last.add(chunk)
      if (before > size) return
      const [one, two] = [chunk.subarray(0, Math.max(0, headSize - before)), chunk.subarray(0, size - before)]
      const came = [first.push(one), first.push(two.subarray(one.length))] as const
      head += came[0]
      rest += came[1]
      onText(came.join(''))
      if (bytes > size) onText('\n[... there is more; its last part follows when it is over ...]\n')
    },
    result(isCut) {
      if (bytes <= size) {
        const held = first.end(isCut)
        onText(held)
        return { text: head + rest + held, bytes, dropped: 0 }
      }
      const start = head.slice(0, head.lastIndexOf('\n') + 1 || head.length)
      const end = tail(isCut)
      const dropped = bytes - Math.min(headSize, Buffer.byteLength(start)) - end.bytes
      if (end.text !== '') onText(`\n[... the last part of it: ...]\n${end.text}`)
      return { text: withGap(start, end.text, dropped), bytes, dropped }
    }
  }
}

/** Bytes, decoded and filtered. */
function createText(filter: OutputFilter) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return {
    push: (bytes: Uint8Array): string => filter.push(decoder.decode(bytes, { stream: true })),
    end: (isCut: boolean): string => filter.push(decoder.decode()) + filter.end(isCut)
  }
}

function withGap(start: string, end: string, dropped: number): string {
  const newline = start === '' || start.endsWith('\n') ? '' : '\n'
  return `${start}${newline}[... ${dropped} bytes dropped ...]\n${end}`
}

/** Where the end begins: at its first whole line, or at its first whole character. */
function startOfTail(bytes: Buffer): number {
  const line = bytes.indexOf(NEWLINE) + 1
  if (line > 0 && line < bytes.length) return line
  let start = 0
  while (start < 3 && isContinuation(bytes[start])) start += 1
  return start
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}
