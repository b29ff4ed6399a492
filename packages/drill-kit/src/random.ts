// Repeatable chance: a drill that fails can be run again with the same throws.
import { createHash } from 'node:crypto'

/**
 * Makes a source of throws that are independent of each other and the same in every run.
 *
 * @param seed Where it starts.
 * @returns Gives numbers from 0 up to, but not including, 1.
 */
export function createRandom(seed: string): () => number {
  let n = 0
  return () => chance(seed, ++n)
}

/**
 * Gives a number that depends on nothing but its arguments.
 *
 * @param parts What it depends on.
 * @returns A number from 0 up to, but not including, 1, evenly spread.
 */
export function chance(...parts: (string | number)[]): number {
  return createHash('sha256').update(parts.join('|')).digest().readUInt32BE(0) / 2 ** 32
}
