/** Opens the database: PostgreSQL by its address, or PGlite in a folder, with the tables in it. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { holdFolder } from './lock.js'
import { MIGRATIONS } from './migrations.js'
import type { Db, Tables } from './tables.js'

/** An open database. */
export interface OpenDatabase {
  db: Db
  kind: 'pglite' | 'postgres'
  /** Calls back when another process announces a change; how the line stands is no matter. Gives what ends it. */
  listen: (poke: () => void) => () => Promise<void>
  close: () => Promise<void>
}

/** Where announcements go. */
export const CHANNEL = 'keys_gate'

const POOL = 10
const CONNECT_TIMEOUT = 2000
const QUERY_TIMEOUT = 5000
const RECONNECT = 1000

/**
 * Opens it, and brings its tables up to date.
 * @param where `url` of a PostgreSQL, or else `folder` for an embedded one, which nobody else may hold.
 * @returns The database.
 * @throws When it cannot be reached, is held by another process, or is newer than this program.
 */
export async function openDatabase(where: { url: string } | { folder: string }): Promise<OpenDatabase> {
  const opened = 'url' in where ? openPostgres(where.url) : await openEmbedded(where.folder)
  try {
    const { error } = await new Migrator({ db: opened.db, provider: MIGRATIONS }).migrateToLatest()
    if (error !== undefined)
      throw new Error(`The tables could not be brought up to date: ${reasonOf(error)}`, { cause: error })
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function openEmbedded(folder: string): Promise<OpenDatabase> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const release = await holdFolder(folder)
  try {
    const pglite = await PGlite.create(join(folder, 'database'))
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    const close = async (): Promise<void> => {
      await pglite.close()
      release()
    }
    return { db, kind: 'pglite', listen: () => () => Promise.resolve(), close }
  } catch (error) {
    release()
    throw error
  }
}

function openPostgres(url: string): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: QUERY_TIMEOUT,
    statement_timeout: QUERY_TIMEOUT,
    application_name: 'keys-gate'
  })
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // So does one in use, between two queries of a transaction; the query that comes next fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, kind: 'postgres', listen: (poke) => listenTo(url, poke), close: () => db.destroy() }
}

/** Holds a connection that hears announcements, and makes a new one when it is cut. */
function listenTo(url: string, poke: () => void): () => Promise<void> {
  let ended = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  const connect = async (): Promise<void> => {
    if (ended) return
    const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT, keepAlive: true })
    client = next
    const again = (): void => {
      if (ended || client !== next) return
      client = null
      timer = setTimeout(() => void connect(), RECONNECT)
    }
    next.on('error', again)
    next.on('end', again)
    next.on('notification', poke)
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
    } catch {
      await next.end().catch(() => undefined)
      again()
    }
  }
  void connect()
  return async () => {
    ended = true
    if (timer !== null) clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
