/**
 * What stands out of order: the fewest places that have to move so that the rest ascends.
 * @param ranks The rank that each place has.
 * @returns Indices into `ranks`, ascending.
 */
export function outOfOrder(ranks: readonly number[]): number[] {
  // For each length, the index at which the run of this length ends lowest; and what stands before each index.
  const ends: number[] = []
  const before: number[] = []
  for (const [index, rank] of ranks.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranks[ends[middle] ?? 0] ?? 0) <= rank) low = middle + 1
      else high = middle
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1))
    ends[low] = index
  }
  const kept = new Set<number>()
  for (let index = ends.at(-1) ?? -1; index !== -1; index = before[index] ?? -1) kept.add(index)
  return [...ranks.keys()].filter((index) => !kept.has(index))
}
