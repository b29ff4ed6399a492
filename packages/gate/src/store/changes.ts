/** How a change in one process reaches the memory of all others: in order, and within a stated time. */
import { sql } from 'kysely'
import { CHANNEL } from './open.js'
import type { Db, Tx } from './tables.js'

/** What may be remembered. */
export type ChangeKind = 'token' | 'customer'

/** Memory is not trusted any longer than this after the last look, in milliseconds. With the time between looks it has to stay below a second. */
export const TRUSTED = 500
/** Time between two looks. */
const EVERY = 150
/** More changes than this at once: everything is forgotten. */
const MANY = 500
const KEPT = 60 * 60 * 1000

/**
 * Announces a change. The row that holds the number is locked until the transaction ends, so that numbers become visible
 * in their order.
 * @param tx The transaction of the change.
 * @param kind What changed.
 * @param key Which.
 * @param at When.
 */
export async function announce(tx: Tx, kind: ChangeKind, key: string, at: Date): Promise<void> {
  const { value } = await tx
    .updateTable('generation')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .returning('value')
    .executeTakeFirstOrThrow()
  await tx.insertInto('changes').values({ value, kind, key, at }).execute()
  await sql`select pg_notify(${CHANNEL}, '')`.execute(tx)
}

/** Forgets changes that every process has seen long ago. */
export async function pruneChanges(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('changes')
    .where('at', '<', new Date(now - KEPT))
    .execute()
}

/** Looks for changes, and says whether what is remembered may be trusted. */
export interface Feed {
  /** Whether the last look is recent enough. */
  isFresh: () => boolean
  /** Counts forgetting. Who reads something to remember it keeps it only if nothing was forgotten meanwhile. */
  epoch: () => number
  /** Looks now. */
  look: () => Promise<void>
  stop: () => Promise<void>
}

/** What is told of changes. */
export interface Listener {
  changed: (kind: string, key: string) => void
  everything: () => void
}

/**
 * Starts looking.
 * @param db The database.
 * @param listen Hears announcements; only to be faster.
 * @param listener Forgets.
 * @param clock A clock that never goes back, in milliseconds.
 * @returns The feed.
 */
export function followChanges(
  db: Db,
  listen: (poke: () => void) => () => Promise<void>,
  listener: Listener,
  clock: () => number
): Feed {
  let last = -1
  let looked = -Infinity
  let epoch = 0
  let running: Promise<void> | null = null
  let again = false
  const state = { stopped: false }

  const lookOnce = async (): Promise<void> => {
    const began = clock()
    const { value } = await db.selectFrom('generation').select('value').executeTakeFirstOrThrow()
    if (value !== last) {
      if (last < 0 || value < last || value - last > MANY) listener.everything()
      else {
        const changes = await db
          .selectFrom('changes')
          .select(['value', 'kind', 'key'])
          .where('value', '>', last)
          .where('value', '<=', value)
          .execute()
        if (changes.length === value - last) for (const { kind, key } of changes) listener.changed(kind, key)
        else listener.everything()
      }
      epoch++
      last = value
    }
    looked = began
  }
  const look = (): Promise<void> => {
    if (running !== null) {
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await lookOnce().catch(() => undefined)
      } while (again && !state.stopped)
      running = null
    })()
    return running
  }
  const stopListening = listen(() => void look())
  const timer = setInterval(() => void look(), EVERY)
  return {
    isFresh: () => clock() - looked <= TRUSTED,
    epoch: () => epoch,
    look,
    async stop() {
      state.stopped = true
      clearInterval(timer)
      await stopListening()
      await running
    }
  }
}
