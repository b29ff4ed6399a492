import type { Position } from '@keys/schema'
import type pc from 'picocolors'
import { visible } from '@keys/pack/core'

/** Of a longer range only the first lines are shown. */
const MAX_LINES = 3

/** The lines of a text, to be asked for by many frames. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
}

/**
 * The lines of a range, each with the place underlined.
 * @returns Nothing for a range without a place in the text: the start of a file as a whole.
 */
export function codeFrame(
  lines: readonly string[],
  { start, end }: Position,
  width: number,
  colors: ReturnType<typeof pc.createColors>
): string[] {
  if (end.offset === 0) return []
  const last = Math.min(end.line, start.line + MAX_LINES - 1)
  const gutter = String(last).length
  const room = Math.max(width - gutter - 6, 20)
  const frame: string[] = []
  for (let number = start.line; number <= last; number++) {
    const line = lines[number - 1] ?? ''
    const from = number === start.line ? start.column - 1 : 0
    const to = number === end.line ? end.column - 1 : line.length
    if (number > start.line && to === 0) break
    // A long line is cut to a window in which the place lies.
    const cut = from > room - 10 ? from - 10 : 0
    const before = visible(line.slice(cut, from))
    const marked = visible(line.slice(from, to))
    const shown = `${before}${marked}${visible(line.slice(to, cut + room))}`.slice(0, room)
    const underline = '~'.repeat(Math.max(Math.min(cellsOf(marked), room - cellsOf(before)), 1)).replace('~', '^')
    frame.push(`  ${colors.dim(`${String(number).padStart(gutter)} |`)} ${shown}`)
    frame.push(`  ${colors.dim(`${' '.repeat(gutter)} |`)} ${' '.repeat(cellsOf(before))}${colors.red(underline)}`)
  }
  return frame
}

/** The columns that a text takes in a terminal: two for wide characters, none for combining ones. */
function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) {
    if (/\p{Mark}|\u200D/u.test(character)) continue
    cells +=
      /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(
        character
      )
        ? 2
        : 1
  }
  return cells
}
