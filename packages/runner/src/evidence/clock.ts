/**
 * Clocks that went back: the order of events is that of the chain, whatever their times say.
 */
/** A place where the time of an event is before that of the one before it. */
export interface ClockJump {
  /** The number of the event. */
  sequence: number
  /** By how many milliseconds. */
  by: number
}

/**
 * Where the clock of the machine went back.
 * @param events Events in the order of the chain.
 */
export function clockJumps(events: readonly { sequence: number; at: string }[]): ClockJump[] {
  return events.flatMap(({ sequence, at }, index) => {
    const before = events[index - 1]
    const by = before === undefined ? 0 : Date.parse(before.at) - Date.parse(at)
    return by > 0 ? [{ sequence, by }] : []
  })
}

/**
 * Says where a clock went back.
 * @param jumps What `clockJumps` found.
 * @returns Sentences; none when it never did.
 */
export function clockSentences(jumps: readonly ClockJump[]): string[] {
  return jumps.map(
    ({ sequence, by }) =>
      `The clock of the machine went back by ${spanOf(by)} before event ${sequence}: the order of the events is certain, their times are not.`
  )
}

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

function spanOf(milliseconds: number): string {
  const [size, one, many] = UNITS.find(([unit]) => milliseconds >= unit) ?? UNITS[4]
  const count = Math.floor(milliseconds / size)
  return `${count} ${count === 1 ? one : many}`
}
