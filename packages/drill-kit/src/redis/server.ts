// A real Redis server on a free port, without a disk.
import type { Redis } from 'ioredis'
import { findCommand, MissingServiceError, startChild, type Scope } from '@keys/drill'
import { freePort } from '../http.js'

/** A running Redis server. */
export type RedisServer = {
  readonly host: '127.0.0.1'
  readonly port: number
  /** A connection for the drill itself. */
  readonly client: Redis
  /** Stops it, as a crash does. Its port refuses from then on. */
  stop(): Promise<void>
}

/**
 * Starts a server.
 *
 * @param scope Ends it when closed.
 * @param settings Settings, such as `{ maxmemory: '4mb', requirepass: '...' }`.
 * @returns Its handle, once it takes connections.
 * @throws MissingServiceError when none is installed.
 */
export async function startRedis(scope: Scope, settings: Record<string, string> = {}): Promise<RedisServer> {
  const program = await findCommand('redis-server')
  if (program === undefined) throw new MissingServiceError(['redis-server'])
  const [folder, port] = await Promise.all([scope.folder('redis'), freePort()])
  const all = { bind: '127.0.0.1', port: String(port), save: '', appendonly: 'no', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value])
  const child = await startChild(scope, program, flags, { cwd: folder })
  await child.waitFor(/Ready to accept connections/)
  const password = settings['requirepass']
  const { Redis: Client } = await import('ioredis')
  const client = new Client({ host: '127.0.0.1', port, ...(password ? { password } : {}) })
  client.on('error', () => {})
  scope.defer(() => client.disconnect())
  return { host: '127.0.0.1', port, client, stop: () => child.end() }
}
