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
  /** For each character its offset in the document, and one more for the end; those of a part are among those of the whole. */
  readonly #offsets: readonly number[]
  /** Where all of it is, when it stands elsewhere. */
  readonly #place: Span | null
  /** Which of the offsets is the first. */
  readonly #first: number

  constructor(text: string, offsets: readonly number[], place: Span | null = null, first = 0) {
    this.text = text
    this.#offsets = offsets
    this.#place = place
    this.#first = first
  }

  /** Where all of it is, when it stands elsewhere than in the document; else null. */
  get elsewhere(): Span | null {
    return this.#place
  }

  /** Where an offset of this text stands in the document. */
  at(offset: number): number {
    if (this.#place) return this.#place.start
    return this.#offsets[this.#first + Math.min(Math.max(offset, 0), this.text.length)] ?? 0
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
    const { length } = this.text
    const first = start < 0 ? Math.max(length + start, 0) : Math.min(start, length)
    return new MappedText(this.text.slice(start, end), this.#offsets, this.#place, this.#first + first)
  }

  /** A copy in which some ranges, ascending, stand as other words. */
  replace(changes: readonly { start: number; end: number; text: string }[]): MappedText {
    let text = ''
    const offsets: number[] = []
    const isElsewhere = this.#place !== null
    let next = 0
    for (const change of changes) {
      if (change.start < next) continue
      text += this.text.slice(next, change.start) + change.text
      if (!isElsewhere) this.#copy(offsets, next, change)
      next = change.end
    }
    text += this.text.slice(next)
    if (!isElsewhere) this.#copy(offsets, next, { start: this.text.length + 1, text: '' })
    return new MappedText(text, offsets, this.#place)
  }

  /** Adds where characters stand, up to a change and in what comes of it. */
  #copy(offsets: number[], next: number, change: { start: number; text: string }): void {
    for (let index = next; index < change.start; index++) offsets.push(this.at(index))
    for (let index = 0; index < change.text.length; index++) offsets.push(this.at(change.start))
  }
}

/** The code of a command. Lines are found again one by one, as a fence in a list is indented and one in a quote marked. */
export function codeOf({ code, position }: Pick<Command, 'code' | 'position'>, text: string): MappedText {
  const { start, end } = position
  // In words a command stands between back-ticks; in a transcript behind prompts, and only a fence has a line before it.
  const isFenced = /^(?:`{3,}|~{3,})/.test(text.slice(start.offset, start.offset + 3))
  const inWords = isFenced || /[\r\n]/.test(code) ? -1 : text.indexOf(code, start.offset)
  let lineStart = isFenced ? afterBreak(text, endOfLine(text, start.offset)) : startOfLine(text, start.offset)
  let joined = ''
  const offsets: number[] = []
  for (const line of code === '' ? [] : code.split(/\r\n|\r|\n/)) {
    if (inWords !== -1 && inWords + line.length <= end.offset) lineStart = inWords
    else lineStart = lineThatEndsWith(line, text, lineStart, end.offset) ?? lineStart
    const lineEnd = lineStart === inWords ? inWords + line.length : endOfLine(text, lineStart)
    const first = Math.max(lineEnd - line.length, lineStart)
    for (let index = 0; index < line.length; index++) offsets.push(Math.min(first + index, lineEnd))
    offsets.push(lineEnd)
    joined += `${line}\n`
    lineStart = afterBreak(text, lineEnd)
  }
  offsets.push(offsets.at(-1) ?? start.offset)
  return new MappedText(joined, offsets)
}

/** The next line of a text that ends with a line of a command: what was printed stands between two. */
function lineThatEndsWith(line: string, text: string, from: number, end: number): number | null {
  for (let at = from; at <= end;) {
    const lineEnd = endOfLine(text, at)
    if (text.slice(at, lineEnd).endsWith(line)) return at
    if (lineEnd >= text.length) return null
    at = afterBreak(text, lineEnd)
  }
  return null
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
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
