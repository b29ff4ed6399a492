/**
 * What stands around an offset of a text, without a parser: a text that is being written is seldom sound.
 */

/** A range of offsets; `end` is the first one after it. */
export interface Span {
  start: number
  end: number
}

/** A line, cut at an offset. */
export interface CutLine {
  before: string
  after: string
}

/** A piece of a text with its place. */
export interface Piece extends Span {
  text: string
}

/** A line may be as long as a file; nothing that counts is further away. */
const MAX_REACH = 500
const FENCE = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})(.*)$/s

/** The line in which an offset lies, cut there; long ones are cut short. */
export function cutLine(text: string, offset: number): CutLine {
  const start = lineStart(text, offset)
  const rest = text.slice(offset, offset + MAX_REACH)
  return {
    before: text.slice(Math.max(start, offset - MAX_REACH), offset),
    after: rest.slice(0, Math.max(0, (rest + '\n').search(/[\r\n]/)))
  }
}

/**
 * The match of an expression that reaches over, or ends at, an offset of its line.
 * @param pattern Has the flag g.
 * @returns Its first group, or the whole match, with its place; null when none does.
 */
export function pieceAt(text: string, offset: number, pattern: RegExp): Piece | null {
  const { before, after } = cutLine(text, offset)
  const from = offset - before.length
  for (const match of (before + after).matchAll(pattern)) {
    const start = from + match.index
    const end = start + match[0].length
    if (start <= offset && offset <= end) return { text: match[1] ?? match[0], start, end }
  }
  return null
}

/** Whether an offset lies inside a fenced block, on neither of its two fences. */
export function isInFence(text: string, offset: number): boolean {
  const end = lineStart(text, offset)
  let open: string | null = null
  for (let start = 0; start < end;) {
    const newline = text.indexOf('\n', start)
    const [, marks = '', info = ''] = FENCE.exec(text.slice(start, Math.min(newline, start + MAX_REACH))) ?? []
    if (open === null) {
      if (marks !== '' && !(marks.startsWith('`') && info.includes('`'))) open = marks
    } else if (marks.startsWith(open) && info.trim() === '') {
      open = null
    }
    start = newline + 1
  }
  if (open === null) return false
  const { before, after } = cutLine(text, offset)
  const [, marks = '', info = ''] = FENCE.exec(before + after) ?? []
  return !(marks.startsWith(open) && info.trim() === '')
}

/** Whether an offset lies inside a range of offsets, its end included. */
export function holds({ start, end }: { start: { offset: number }; end: { offset: number } }, offset: number): boolean {
  return start.offset <= offset && offset <= end.offset
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}
