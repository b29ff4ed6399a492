import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { UsageError } from '@keys/pack/usage-error'
import type { Clock, Ids } from '../ports.js'

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => recorded(new Date()),
  monotonic: () => performance.now()
}

/**
 * A time as records hold it.
 * @throws {UsageError} For a year that has more or less than four digits.
 */
function recorded(time: Date): string {
  const year = time.getUTCFullYear()
  if (year >= 0 && year <= 9999) return time.toISOString()
  throw new UsageError(
    `The clock of this machine is in the year ${year}.`,
    'Set it, then go on: the record holds times.'
  )
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Random ids of ten letters and digits, without those that are mistaken for others: 49 bits. */
export const randomIds: Ids = {
  unique: () => Array.from(randomBytes(10), (byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** Who sits at this machine, for the record. */
export function whoAmI(): { operator: string; host: string; process: number } {
  return { operator: userName(), host: hostname(), process: process.pid }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user without an entry in the list of users, as in containers.
    return 'unknown'
  }
}
