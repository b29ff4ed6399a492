/**
 * Spans of time, as they are said to people.
 */
/** A span of time in one or two units, such as `12 min` or `1 h 5 min`. */
export function spanWords(milliseconds: number): string {
  const index = UNITS.findIndex(([unit]) => milliseconds >= unit)
  const first = spanOf(milliseconds)
  const [size] = UNITS[index] ?? [1]
  const rest = milliseconds % size
  const [lower] = UNITS[index + 1] ?? [Infinity]
  return index > 1 || rest < lower ? first : `${first} ${spanOf(rest)}`
}

const UNITS = [
  [86_400_000, 'day', 'days'],
  [3_600_000, 'h', 'h'],
  [60_000, 'min', 'min'],
  [1000, 's', 's'],
  [1, 'ms', 'ms']
] as const

/** A span of time in its largest unit, such as `3 min`. */
export function spanOf(milliseconds: number): string {
  const [size, one, many] = UNITS.find(([unit]) => milliseconds >= unit) ?? UNITS[4]
  const count = Math.floor(milliseconds / size)
  return `${count} ${count === 1 ? one : many}`
}
