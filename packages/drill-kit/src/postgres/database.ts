// One database of a server: addresses for commands, and a small pool for the drill itself.
import { Pool, type PoolClient, type QueryResultRow } from 'pg'
import type { Scope } from '@keys/drill'

/** Queries in a transaction. */
export type QueryInTransaction = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

/** A database of a running server. */
export type Database = {
  readonly name: string
  /**
   * Address for psql and for applications.
   *
   * @param user Login; the superuser unless given.
   * @returns A connection URL that gives up after 3 seconds.
   */
  url(user?: string): string
  /**
   * Runs SQL as the superuser.
   *
   * @param text One statement, or several when there are no values.
   * @param values For $1, $2, ...
   * @returns The rows.
   */
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /**
   * Asks for one number.
   *
   * @param text A query whose first row has one column with a number.
   * @returns The number.
   */
  count(text: string, values?: unknown[]): Promise<number>
  /**
   * Works in a transaction that is rolled back whatever happens.
   *
   * @param work What to do, with a function that queries in this transaction.
   * @returns What the work returns.
   */
  rolledBack<Result>(work: (query: QueryInTransaction) => Promise<Result>): Promise<Result>
  /**
   * Holds a transaction open after running SQL in it, as a forgotten session does with its locks.
   *
   * @param text SQL.
   * @param user Login; the superuser unless given.
   * @returns Rolls back and lets go.
   */
  hold(text: string, user?: string): Promise<() => Promise<void>>
  /** Ends the drill's own connections, so that the database can be copied. The next query connects again. */
  disconnect(): Promise<void>
}

/**
 * Opens a database for the drill itself.
 *
 * @param scope Ends the connections when closed.
 * @param where Port and name.
 * @returns Its handle. Nothing is connected yet.
 */
export function connectDatabase(scope: Scope, where: { port: number; name: string }): Database {
  const url = (user = 'postgres') =>
    // The server asks for none; a drill looks whether it shows up in the arguments of a program.
    `postgresql://${encodeURIComponent(user)}:drill-not-a-real-password@127.0.0.1:${where.port}/${encodeURIComponent(where.name)}?connect_timeout=3`
  let pool: Pool | undefined
  const getPool = () => (pool ??= createPool(url()))
  async function disconnect() {
    const old = pool
    pool = undefined
    await old?.end()
  }
  scope.defer(disconnect)
  async function query<Row extends QueryResultRow>(text: string, values?: unknown[]) {
    const result = await getPool().query<Row>(text, values)
    return result.rows ?? []
  }
  return {
    name: where.name,
    url,
    query,
    async count(text, values) {
      const [row] = await query<Record<string, unknown>>(text, values)
      return Number(Object.values(row ?? {})[0])
    },
    async rolledBack(work) {
      const client = await getPool().connect()
      try {
        await client.query('begin')
        return await work(async (text, values) => (await client.query<Record<string, unknown>>(text, values)).rows)
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
    hold: (text, user) => holdTransaction(scope, url(user), text),
    disconnect
  }
}

/**
 * Makes a pool that survives a server that goes away, as drills make it do.
 *
 * @param connectionString Address.
 * @param applicationName Name under which the server lists its connections.
 * @returns The pool; whoever makes it ends it.
 */
export function createPool(connectionString: string, applicationName = 'keys-drill'): Pool {
  const pool = new Pool({ connectionString, max: 4, application_name: applicationName })
  // Without a listener an idle connection that the server ends would end this process.
  pool.on('error', () => {})
  return pool
}

async function holdTransaction(scope: Scope, url: string, text: string) {
  const pool = createPool(url, 'keys-drill-hold')
  let client: PoolClient | undefined
  let released: Promise<void> | undefined
  const release = () => (released ??= letGo())
  scope.defer(release)
  async function letGo() {
    // A server that is full refuses, and then there is nothing to roll back.
    await client?.query('rollback').catch(() => {})
    client?.release()
    await pool.end()
  }
  client = await pool.connect()
  client.on('error', () => {})
  await client.query('begin')
  await client.query(text)
  return release
}
