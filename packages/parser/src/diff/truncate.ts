/**
 * Words as messages show them: on one line, and cut where they are long.
 */

/** Longer texts are cut; the change itself holds them whole. */
const SHOWN = 120
/** How much stands before the first difference, where a text is cut to show it. */
const CONTEXT = 40

/**
 * The beginning of a text.
 * @param text Any text.
 * @returns At most 120 characters of it and an ellipsis.
 */
export function shown(text: string): string {
  return cut(folded(text), 0)
}

/**
 * A text that has become another, so that the difference is seen: of long ones that begin alike, the part in which they
 * part.
 * @param text The text to show.
 * @param other The text that it was, or that it has become.
 */
export function shownBeside(text: string, other: string): string {
  const [own, beside] = [folded(text), folded(other)]
  if (own.length <= SHOWN && beside.length <= SHOWN) return own
  let same = 0
  while (same < own.length && own[same] === beside[same]) same++
  // What begins to differ early is seen from the beginning, and what does not differ has nothing to be seen.
  if (same < SHOWN / 2 || own === beside) return cut(own, 0)
  return cut(own, own.lastIndexOf(' ', same - CONTEXT) + 1)
}

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Code is shown with both of its ticks, or not at all: in a changelog one alone would take the rest of the line along. */
function cut(line: string, from: number): string {
  const start = isInCode(line, from) ? line.lastIndexOf('`', from - 1) : from
  if (line.length - start <= SHOWN) return `${start > 0 ? '…' : ''}${line.slice(start)}`
  const part = line.slice(start, start + SHOWN)
  const whole = isInCode(part, part.length) ? part.slice(0, part.lastIndexOf('`')) : part
  return `${start > 0 ? '…' : ''}${(whole === '' ? part : whole).trimEnd()}…`
}

function isInCode(line: string, at: number): boolean {
  return (line.slice(0, at).match(/`/g)?.length ?? 0) % 2 === 1
}
