import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import type { Clock, Ids } from '../ports.js'

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now()
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
