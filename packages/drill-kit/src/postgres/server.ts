// A real PostgreSQL server in a folder of its own, on a free port, as an unprivileged user when we are root.
import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  findPostgresBinaries,
  requireCommands,
  startChild,
  unprivilegedUser,
  type Child,
  type MachineUser,
  type Scope
} from '@keys/drill'
import { freePort } from '../http.js'
import { connectDatabase, type Database } from './database.js'

/** A running PostgreSQL server. Its superuser is `postgres`; nobody needs a password. */
export type Postgres = {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Process id of the server. */
  readonly pid: number
  /** The superuser's own database. Roles are made here; they hold for the whole server. */
  readonly admin: Database
  /**
   * Makes a database, empty or as a copy.
   *
   * @param name Its name. It gets a number when that name is taken.
   * @param options `template`: the database to copy; nobody may be connected to it. `scope`: drops the new one when
   *   closed, as a scenario's own scope does.
   * @returns The database, with a connection as superuser.
   */
  createDatabase(name: string, options?: { template?: Database; scope?: Scope }): Promise<Database>
  /** The last lines of the server's log. */
  log(): string
  /** Stops it, as a crash or a maintenance does. Its port refuses from then on. */
  stop(): Promise<void>
}

/** Settings of a server. */
export type PostgresOptions = {
  /** Server settings besides those that make it fast and local, such as `{ max_connections: '20' }`. */
  settings?: Record<string, string>
  /** What `preparePostgres` made, for whoever starts many servers: a copy takes a tenth of the time. */
  prepared?: PreparedPostgres
}

/** The files of a server that was never started. */
export type PreparedPostgres = { readonly folder: string }

// Nothing has to survive a crash of the machine; and messages are the ones that runbooks know.
const settings = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  lc_messages: 'C',
  max_connections: '100',
  shared_buffers: '32MB',
  autovacuum: 'off'
}

/**
 * Starts a server. One is enough for all scenarios of a pack: give each a database of its own. Roles hold for the
 * whole server, so a scenario that changes roles sets them back, or takes a server of its own (about 0.6 s).
 *
 * @param scope Ends it when closed.
 * @param options Settings.
 * @returns Its handle, once it takes connections.
 * @throws MissingServiceError when no server is installed.
 */
export async function startPostgres(scope: Scope, options: PostgresOptions = {}): Promise<Postgres> {
  const [{ binaries, user, folder, data }] = await Promise.all([makeFolder(scope), requireCommands(['psql'])])
  if (options.prepared) await copy(scope, options.prepared.folder, data)
  else await initialize(scope, binaries, data, user)
  const { child, port } = await startOnFreePort(scope, binaries, folder, { ...settings, ...options.settings }, user)
  return handle(scope, child, port)
}

/**
 * Makes the files of a server, to be copied by each that is started with them.
 *
 * @param scope Removes them when closed; every server ends before.
 * @returns The files.
 * @throws MissingServiceError when no server is installed.
 */
export async function preparePostgres(scope: Scope): Promise<PreparedPostgres> {
  const { binaries, user, data } = await makeFolder(scope)
  await initialize(scope, binaries, data, user)
  return { folder: data }
}

async function makeFolder(scope: Scope) {
  const [binaries, user] = await Promise.all([findPostgresBinaries(), unprivilegedUser()])
  const folder = await scope.folder('postgres')
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  // The socket goes into the outer folder, so the server's user owns both.
  if (user) await Promise.all([folder, data].map((path) => chown(path, user.uid, user.gid)))
  return { binaries, user, folder, data }
}

async function copy(scope: Scope, from: string, to: string) {
  // Node's own copy does not keep the owner.
  const child = await startChild(scope, 'cp', ['-a', `${from}/.`, to])
  if ((await child.ended) !== 0) throw new Error(`${from} could not be copied:\n${child.output()}`)
}

async function initialize(scope: Scope, binaries: string, data: string, user: MachineUser | undefined) {
  const flags = ['--no-sync', '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '-D', data]
  const [command, args] = asUser(user, join(binaries, 'initdb'), flags)
  const child = await startChild(scope, command, args, { cwd: data })
  if ((await child.ended) !== 0) throw new Error(`initdb failed:\n${child.output()}`)
}

function asUser(user: MachineUser | undefined, command: string, args: string[]): [string, string[]] {
  if (!user) return [command, args]
  return ['setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', command, ...args]]
}

async function startOnFreePort(
  scope: Scope,
  binaries: string,
  folder: string,
  all: Record<string, string>,
  user: MachineUser | undefined
): Promise<{ child: Child; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const flags = Object.entries({ ...all, port: String(port), unix_socket_directories: folder })
    const args = ['-D', join(folder, 'data'), ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const [command, words] = asUser(user, join(binaries, 'postgres'), args)
    // SIGINT is PostgreSQL's fast shutdown: it drops connections and does not wait for clients.
    const child = await startChild(scope, command, words, { cwd: folder, signal: 'SIGINT' })
    try {
      await child.waitFor(/ready to accept connections/)
      return { child, port }
    } catch (error) {
      // Somebody may have taken the port between our asking and the server's listening.
      if (attempt === 5 || !/could not (bind|create)/.test(child.output())) throw error
    }
  }
}

function handle(scope: Scope, child: Child, port: number): Postgres {
  const taken = new Set<string>()
  const connect = (name: string, owner: Scope) => connectDatabase(owner, { port, name })
  const admin = connect('postgres', scope)
  return {
    host: '127.0.0.1',
    port,
    pid: child.pid,
    admin,
    async createDatabase(name, { template, scope: owner = scope } = {}) {
      let free = name
      for (let n = 2; taken.has(free); n++) free = `${name}_${n}`
      taken.add(free)
      await template?.disconnect()
      await admin.query(`create database ${quote(free)}${template ? ` template ${quote(template.name)}` : ''}`)
      owner.defer(() => (child.running() ? admin.query(`drop database if exists ${quote(free)} with (force)`) : null))
      return connect(free, owner)
    },
    log: () => child.output(),
    stop: () => child.end()
  }
}

/**
 * Quotes a name for SQL.
 *
 * @param name Any text.
 * @returns It between double quotes.
 */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
