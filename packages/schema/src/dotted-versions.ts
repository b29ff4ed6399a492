/**
 * Compares versions of tools by their numbers. Parts that are missing count as 0, so that nothing is lower than any.
 * @param a Numbers with dots.
 * @param b Numbers with dots.
 * @returns -1 when the first is lower, 1 when it is higher, 0 when they are equal.
 */
export function compareDotted(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]]
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}
