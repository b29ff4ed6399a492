/**
 * Clocks that went back: the order of events is that of the chain, whatever their times say.
 */
import { spanOf } from '../run/span-words.js'

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
