// Sessions that do nothing and take a slot each, as leaking pools and forgotten transactions do.
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from './database.js'

/** Whose sessions they are, and in which state. */
export type IdleOptions = {
  /** Login; the superuser unless given. */
  user?: string
  /** Whether each has a transaction open (`idle in transaction`) in place of none (`idle`). */
  inTransaction?: boolean
}

/** What the server says when it has no slot, or the role may not have one more. */
const NO_SLOT = '53300'
/** As long as the server needs to notice that a session has ended. */
const NOTICES_MS = 100

/**
 * Opens sessions that have run something and do nothing now. They end with the scope of the database.
 *
 * @param database Where.
 * @param count How many.
 * @param options Whose, and in which state.
 */
export async function openIdle(database: Database, count: number, options: IdleOptions = {}): Promise<void> {
  for (let n = 0; n < count; n++) await open(database, options)
}

/**
 * Takes every slot that a login can have, until the server refuses it: up to `max_connections`, the reserve for others, or the
 * limit of the role. The connections of the drill itself are ended before.
 *
 * @param database Where.
 * @param options Whose, and in which state. `leave`: how many slots stay free; none unless given.
 * @returns How many it holds.
 */
export async function fillSlots(
  database: Database,
  { leave = 0, ...options }: IdleOptions & { leave?: number } = {}
): Promise<number> {
  await database.disconnect()
  const releases: (() => Promise<void>)[] = []
  for (let refused = 0; refused < 2;) {
    try {
      releases.push(await open(database, options))
      refused = 0
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === NO_SLOT)) throw error
      refused++
      await pause(NOTICES_MS)
    }
  }
  const freed = releases.splice(Math.max(0, releases.length - leave))
  await Promise.all(freed.map((release) => release()))
  return releases.length
}

function open(database: Database, { user, inTransaction = false }: IdleOptions): Promise<() => Promise<void>> {
  return database.hold(inTransaction ? 'select 1' : 'commit', user)
}
