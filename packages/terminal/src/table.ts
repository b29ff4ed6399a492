import { visible, wrap } from '@keys/pack'
import pc from 'picocolors'
import type { Terminal } from './terminal.js'

/**
 * A table for people: columns under dim headings, the last one wrapped at the width of the terminal.
 * @param headings The names of the columns.
 * @param rows The cells, as many in each row as there are headings.
 * @param terminal Its width and whether colors may be written.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  terminal: Pick<Terminal, 'color' | 'width'>
): string {
  const shown = rows.map((row) => row.map(visible))
  const colors = pc.createColors(terminal.color)
  const last = headings.length - 1
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...shown.map((row) => (row[column] ?? '').length))
  )
  const indent = widths.slice(0, last).reduce((total, width) => total + width + 2, 0)
  // Where the last column has no room beside the others, it goes below them.
  if (terminal.width - indent < 24) return stacked(headings, shown, terminal)
  const room = terminal.width - indent

  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === last ? cell : cell.padEnd(widths[column]! + 2))).join('')
  const lines = shown.flatMap((row) => {
    const [first = '', ...rest] = wrap(row[last] ?? '', room)
    return [line([...row.slice(0, last), first]), ...rest.map((words) => ' '.repeat(indent) + words)]
  })
  return `${[colors.dim(line(headings)), ...lines].join('\n')}\n`
}

/** Rows whose last cell stands below the others, which are as wide as they need to be. */
function stacked(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { color, width }: Pick<Terminal, 'color' | 'width'>
): string {
  const colors = pc.createColors(color)
  const lines = rows.flatMap((row) => {
    const first = wrap(row.slice(0, -1).join('  '), width)
    return [...first, ...wrap(row.at(-1) ?? '', width - 4).map((words) => `    ${words}`)]
  })
  return `${[...wrap(headings.join('  '), width).map(colors.dim), ...lines].join('\n')}\n`
}
