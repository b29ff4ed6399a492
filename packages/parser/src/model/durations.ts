/**
 * ISO 8601 durations, as time boxes have them.
 */
const UNITS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const

/**
 * Milliseconds of a duration.
 * @param duration Such as `PT5M` or `P1D`; days have 24 hours.
 */
export function milliseconds(duration: string): number {
  return [...duration.matchAll(/(\d+)([WDHMS])/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * UNITS[unit as keyof typeof UNITS],
    0
  )
}

/** The last time that a Date can hold, and that has four digits for its year. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * A time that is later by some milliseconds.
 * @param time ISO 8601.
 * @param later Milliseconds.
 * @returns ISO 8601 in UTC; the end of the year 9999 for what lies behind it.
 */
export function after(time: string, later: number): string {
  return new Date(Math.min(LAST, Date.parse(time) + later)).toISOString()
}
