/**
 * Text in lines of a width, counted in the columns that a terminal gives to it. Pure.
 */
import columnsOf from 'fast-string-width'

/** Breaks a text into lines at its spaces. A word longer than a line stands alone and is not cut: it may be copied. */
export function wrap(text: string, width: number): string[] {
  return linesOf(text.split(' '), width)
}

/**
 * Breaks a line at its spaces; a word that is longer than the line is cut. What begins with spaces goes on below them.
 * @param line The line, free of control characters.
 * @param width The columns that it may take.
 */
export function fold(line: string, width: number): string[] {
  if (columnsOf(line) <= width) return [line]
  const indent = /^ */.exec(line)?.[0] ?? ''
  const room = Math.max(8, width - indent.length)
  const words = line
    .trimStart()
    .split(' ')
    .flatMap((word) => cut(word, room))
  return linesOf(words, room).map((part) => indent + part)
}

/** A word in parts that are no wider than a line. */
export function cut(word: string, width: number): string[] {
  if (columnsOf(word) <= width) return [word]
  const parts = ['']
  for (const character of word) {
    const last = parts.at(-1) ?? ''
    if (columnsOf(last + character) > width) parts.push(character)
    else parts[parts.length - 1] = last + character
  }
  return parts
}

function linesOf(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
