import { InvalidArgumentError } from 'commander'

/**
 * Reads a whole number that somebody typed, and refuses what is none: `30d` would become a token that never ends.
 * @param least The least.
 * @param most The most.
 */
export function numberIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`)
  }
}
