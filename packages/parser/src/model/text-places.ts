/**
 * Lines and columns of a text.
 */
import type { Point, Position } from '@keys/schema'

const BYTE_ORDER_MARK = 0xfeff

/** A text and the places in it. Lines end as in CommonMark: LF, CR or CRLF. */
export class TextPlaces {
  /** The text, with its byte order mark where it has one: that takes an offset and no column. */
  readonly text: string
  /** Whether the text begins with a byte order mark. */
  readonly hasByteOrderMark: boolean
  #starts: number[] | null = null

  /** @param text The text as it was read. */
  constructor(text: string) {
    this.text = text
    this.hasByteOrderMark = text.charCodeAt(0) === BYTE_ORDER_MARK
  }

  /** The place at an offset, with line and column from 1. */
  pointAt(offset: number): Point {
    const starts = this.#lineStarts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    const lineStart = low === 0 && this.hasByteOrderMark ? 1 : starts[low]!
    return { line: low + 1, column: Math.max(offset - lineStart, 0) + 1, offset }
  }

  /** The text between two offsets. */
  range(start: number, end: number): Position {
    return { start: this.pointAt(start), end: this.pointAt(end) }
  }

  /**
   * Some lines, from the start of the first to the end of the last, without its line end.
   * @param first The first line, from 1.
   * @param last The last one; the first one alone when absent.
   */
  lines(first: number, last = first): Position {
    const starts = this.#lineStarts()
    const start = starts[first - 1] ?? this.text.length
    const end = starts[last] ?? this.text.length
    return this.range(start, start + this.text.slice(start, end).replace(/[\r\n]+$/, '').length)
  }

  #lineStarts(): readonly number[] {
    if (this.#starts) return this.#starts
    const starts = [0]
    for (const match of this.text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length)
    return (this.#starts = starts)
  }
}
