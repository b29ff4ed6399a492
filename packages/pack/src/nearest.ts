/** Longer words are not compared: the cost grows with the square of the length. */
const MAX_LENGTH = 60

/**
 * The candidate that a misspelled word most likely meant.
 * @returns Null when none is near: more than a third of the letters would have to change.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > MAX_LENGTH) return null
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const length = distance(word.toLowerCase(), candidate.toLowerCase())
    if (length < bestDistance) {
      best = candidate
      bestDistance = length
    }
  }
  return best
}

/** Letters to insert, drop, replace or swap with their neighbor (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const cell = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(cell(row - 1, column) + 1, cell(row, column - 1) + 1, cell(row - 1, column - 1) + same)
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped && row > 1 && column > 1) least = Math.min(least, cell(row - 2, column - 2) + 1)
      current[column] = least
    }
  }
  return cell(a.length, b.length)
}
