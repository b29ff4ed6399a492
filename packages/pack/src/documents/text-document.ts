import type { Point, Position } from '@keys/schema'

const BYTE_ORDER_MARK = '\uFEFF'

/** A text file of a pack, and the places in it. */
export class TextDocument {
  /** Path in the pack. */
  readonly path: string
  /** The whole text, with a byte order mark where the file has one, so that offsets index into it. */
  readonly text: string
  /** Whether the text opens with a byte order mark. It takes an offset and no column. */
  readonly hasByteOrderMark: boolean
  #lineStarts: number[] | null = null

  constructor(path: string, text: string) {
    this.path = path
    this.text = text
    this.hasByteOrderMark = text.startsWith(BYTE_ORDER_MARK)
  }

  /** The text without its byte order mark. */
  get content(): string {
    return this.hasByteOrderMark ? this.text.slice(1) : this.text
  }

  /** Whether there is nothing but white space. */
  get isBlank(): boolean {
    return this.content.trim() === ''
  }

  /** The place at an offset of `text`. */
  pointAt(offset: number): Point {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text))
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const lineStart = low === 0 && this.hasByteOrderMark ? 1 : (starts[low] ?? 0)
    return { line: low + 1, column: Math.max(offset - lineStart, 0) + 1, offset }
  }

  /** The range between two offsets of `text`. */
  range(start: number, end: number): Position {
    return { start: this.pointAt(start), end: this.pointAt(end) }
  }

  /** The range of one line without its line ending, from 1. */
  line(line: number): Position {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text))
    const start = starts[line - 1] ?? this.text.length
    const next = starts[line] ?? this.text.length
    const text = this.text.slice(start, next)
    return this.range(start, start + text.replace(/[\r\n]+$/, '').length)
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0]
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length)
  return starts
}
