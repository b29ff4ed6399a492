import type { Point, Position } from '@keys/schema'
import type { Node } from 'mdast'
import { TextPlaces } from '../model/text-places.js'
import { frontMatterOf, type FrontMatter } from './front-matter.js'

/** A text with its places: the one way from nodes and offsets to positions of the model. */
export class Source {
  readonly text: string
  /** Markdown engines take a byte order mark off and do not count it; offsets of the model do. */
  private readonly shift: number
  private front: FrontMatter | null | undefined
  private readonly places: TextPlaces
  private readonly known = new WeakMap<Node, unknown>()

  /** The files that commands of the text may run, by path in the pack. */
  readonly scripts: Readonly<Record<string, string>>

  /**
   * @param text The text as it was read, a byte order mark included.
   * @param scripts The files that its commands may run.
   */
  constructor(text: string, scripts: Readonly<Record<string, string>> = {}) {
    this.text = text
    this.scripts = scripts
    this.places = new TextPlaces(text)
    this.shift = this.places.hasByteOrderMark ? 1 : 0
  }

  /**
   * The position of a node, in the whole text.
   * @param node A node from a Markdown engine; one that has no position is placed at the start of the text.
   */
  of(node: Node): Position {
    const position = node.position
    if (!position) return this.range(0, 0)
    if (this.shift === 0 && position.start.offset !== undefined && position.end.offset !== undefined) {
      return position as Position
    }
    return { start: this.shifted(position.start), end: this.shifted(position.end) }
  }

  /** The position from the start of one part of the text to the end of another. */
  span(first: Position, last: Position): Position {
    return { start: first.start, end: last.end }
  }

  /** The text of a position, as it is written. */
  slice(position: Position): string {
    return this.text.slice(position.start.offset, position.end.offset)
  }

  /** The position of the text between two offsets. */
  range(start: number, end: number): Position {
    return this.places.range(start, end)
  }

  /** The fields at the top that are no part of the text. */
  get frontMatter(): FrontMatter | null {
    return (this.front ??= frontMatterOf(this.text))
  }

  /** What was read of a node before, or what is read now: several questions about one fence read it once. */
  once<Value>(node: Node, read: () => Value): Value {
    if (!this.known.has(node)) this.known.set(node, read())
    return this.known.get(node) as Value
  }

  /** The position of some lines, from the start of the first to the end of the last, without its line end. */
  lines(first: number, last: number): Position {
    return this.places.lines(first, last)
  }

  private shifted(point: { line: number; column: number; offset?: number | undefined }): Point {
    return { line: point.line, column: point.column, offset: (point.offset ?? 0) + this.shift }
  }
}
