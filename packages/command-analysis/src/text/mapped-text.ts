/**
 * Code as its interpreter gets it, and where each character of it stands in the document: indentation of a fence,
 * escapes and expansions are gone from the one and there in the other.
 */
import type { Command } from '@keys/schema'

/** A range of offsets in the document. */
export interface Span {
  start: number
  end: number
}

export class MappedText {
  readonly text: string
  /** For each character its offset in the document, and one more for the end. */
  readonly #offsets: readonly number[]
  /** Where all of it is, when it stands elsewhere. */
  readonly #place: Span | null

  constructor(text: string, offsets: readonly number[], place: Span | null = null) {
    this.text = text
    this.#offsets = offsets
    this.#place = place
  }

  /** Where an offset of this text stands in the document. */
  at(offset: number): number {
    if (this.#place) return this.#place.start
    return this.#offsets[Math.min(Math.max(offset, 0), this.text.length)] ?? 0
  }

  /** Where a range of this text stands in the document; at least one character of it. */
  span(start: number, end: number): Span {
    if (this.#place) return this.#place
    const from = Math.min(Math.max(start, 0), Math.max(this.text.length - 1, 0))
    const last = Math.min(Math.max(end, from + 1), this.text.length)
    return { start: this.at(from), end: Math.max(this.at(last - 1) + 1, this.at(from)) }
  }

  /** A part of it. */
  slice(start: number, end: number): MappedText {
    return new MappedText(this.text.slice(start, end), this.#offsets.slice(start, end + 1), this.#place)
  }

  /** A copy in which some ranges, ascending, stand as other words. */
  replace(changes: readonly { start: number; end: number; text: string }[]): MappedText {
    let text = ''
    const offsets: number[] = []
    let next = 0
    for (const change of changes) {
      if (change.start < next) continue
      text += this.text.slice(next, change.start) + change.text
      for (let index = next; index < change.start; index++) offsets.push(this.at(index))
      for (let index = 0; index < change.text.length; index++) offsets.push(this.at(change.start))
      next = change.end
    }
    for (let index = next; index <= this.text.length; index++) offsets.push(this.at(index))
    return new MappedText(text + this.text.slice(next), offsets, this.#place)
  }
}

/** The code of a fence. Lines are found again one by one, as a fence in a list is indented and one in a quote marked. */
export function codeOf({ code, position }: Pick<Command, 'code' | 'position'>, text: string): MappedText {
  let lineStart = endOfLine(text, position.start.offset)
  let joined = ''
  const offsets: number[] = []
  for (const line of code === '' ? [] : code.split(/\r\n|\r|\n/)) {
    lineStart = afterBreak(text, lineStart)
    const lineEnd = endOfLine(text, lineStart)
    const start = Math.max(lineEnd - line.length, lineStart)
    for (let index = 0; index < line.length; index++) offsets.push(Math.min(start + index, lineEnd))
    offsets.push(lineEnd)
    joined += `${line}\n`
    lineStart = lineEnd
  }
  offsets.push(offsets.at(-1) ?? position.start.offset)
  return new MappedText(joined, offsets)
}

function endOfLine(text: string, from: number): number {
  const end = text.slice(from).search(/[\r\n]/)
  return end === -1 ? text.length : from + end
}

function afterBreak(text: string, offset: number): number {
  return text.startsWith('\r\n', offset) ? offset + 2 : Math.min(offset + 1, text.length)
}

/** A text that stands elsewhere: for the document all of it is at the place from which it is run. */
export function codeElsewhere(text: string, place: Span): MappedText {
  return new MappedText(text, [], place)
}

/** The first line of a text. */
export function firstLine(code: MappedText): Span {
  return code.span(0, Math.max(code.text.indexOf('\n'), 1))
}
