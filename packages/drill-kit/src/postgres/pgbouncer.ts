// A real PgBouncer before a server, on a free port, as an unprivileged user when we are root.
import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findCommand, MissingServiceError, startChild, unprivilegedUser, type Scope } from '@keys/drill'
import { freePort } from '../http.js'
import type { Postgres } from './server.js'

/** A running PgBouncer. */
export type PgBouncer = {
  readonly port: number
  /**
   * Address for applications.
   *
   * @param user Login at the pooler and at the server.
   * @returns A connection URL.
   */
  url(user: string): string
  /** Address of the admin console, which takes `show pools` and `set default_pool_size = 3`. */
  readonly adminUrl: string
  /** The last lines of its log. */
  log(): string
  /** Stops it, as a crash does. Its port refuses from then on. */
  stop(): Promise<void>
}

/** What a pooler is for. */
export type PgBouncerOptions = {
  /** The database of the server. */
  database: string
  /** The login at the server, whoever comes. */
  user: string
  /** Settings, such as `{ default_pool_size: '2', max_client_conn: '10' }`. It pools by transaction unless they say otherwise. */
  settings?: Record<string, string>
}

/**
 * Starts a pooler.
 *
 * @param scope Ends it when closed.
 * @param postgres The server behind it.
 * @param options What it is for.
 * @returns Its handle, once it takes connections.
 * @throws MissingServiceError when none is installed.
 */
export async function startPgBouncer(scope: Scope, postgres: Postgres, options: PgBouncerOptions): Promise<PgBouncer> {
  const [program, user] = await Promise.all([findPgBouncer(), unprivilegedUser()])
  const folder = await scope.folder('pgbouncer')
  const port = await freePort()
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'any',
    admin_users: 'admin',
    pool_mode: 'transaction',
    ...options.settings
  }
  const target = `host=${postgres.host} port=${postgres.port} dbname=${options.database} user=${options.user}`
  const file = join(folder, 'pgbouncer.ini')
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  await writeFile(file, ['[databases]', `${options.database} = ${target}`, '[pgbouncer]', ...lines, ''].join('\n'))
  if (user) await Promise.all([folder, file].map((path) => chown(path, user.uid, user.gid)))
  const [command, args] = user
    ? ['setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', program, file]]
    : [program, [file]]
  const child = await startChild(scope, command, args, { cwd: folder })
  await child.waitFor(/process up/)
  const url = (name: string, database: string): string =>
    `postgresql://${encodeURIComponent(name)}:drill-not-a-real-password@127.0.0.1:${port}/${encodeURIComponent(database)}?connect_timeout=3`
  return {
    port,
    url: (name) => url(name, options.database),
    adminUrl: url('admin', 'pgbouncer'),
    log: () => child.output(),
    stop: () => child.end()
  }
}

/** Debian keeps it where only root looks. */
async function findPgBouncer(): Promise<string> {
  const found = (await findCommand('pgbouncer')) ?? (await findCommand('pgbouncer', ['/usr/sbin']))
  if (found === undefined) throw new MissingServiceError(['pgbouncer'])
  return found
}
