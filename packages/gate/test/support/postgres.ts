import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL server of its own. */
export interface Postgres {
  url: string
  /** Stops it at once, as a crash does, and starts it again on the same port. */
  restart: (away: number) => Promise<void>
  stop: () => Promise<void>
}

/** Starts one. */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'keys-gate-postgres-'))
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const user = process.getuid?.() === 0 ? postgresUser() : null
  if (user !== null) for (const path of [folder, data]) chownSync(path, user, user)
  const binaries = binaryFolder()
  const as = (program: string, args: string[]): [string, string[]] =>
    user === null
      ? [join(binaries, program), args]
      : ['setpriv', [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', join(binaries, program), ...args]]
  const [init, initArgs] = as('initdb', ['--no-sync', '--auth=trust', '--username=postgres', '--locale=C', '-D', data])
  execFileSync(init, initArgs, { cwd: data, stdio: 'ignore' })
  let port = await freePort()
  let server: ChildProcess | null = null
  const start = async (): Promise<void> => {
    const [program, args] = as('postgres', [
      '-D',
      data,
      '-c',
      `port=${port}`,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${folder}`,
      '-c',
      'fsync=off'
    ])
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    server = child
    process.once('exit', () => child.kill('SIGKILL'))
    let log = ''
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (part: Buffer) => {
        log += part.toString()
        if (log.includes('ready to accept connections')) resolve()
      })
      child.once('exit', () => reject(new Error(`PostgreSQL ended:\n${log}`)))
    })
  }
  /** Another program may take the port before it does. */
  const startAnywhere = async (): Promise<void> => {
    try {
      await start()
    } catch (error) {
      if (!String(error).includes('Address already in use')) throw error
      port = await freePort()
      await startAnywhere()
    }
  }
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    const child = server
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await new Promise((resolve) => child.once('exit', resolve))
  }
  await startAnywhere()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    restart: async (away) => {
      // SIGQUIT: at once, with nothing in order.
      await stop('SIGQUIT')
      await new Promise((resolve) => setTimeout(resolve, away))
      await start()
    },
    stop: async () => {
      await stop('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function binaryFolder(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : []
  const found = [
    ...versions.map((version) => join(root, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':')
  ].find((path) => existsSync(join(path, 'initdb')))
  if (found === undefined)
    throw new Error('There is no PostgreSQL server on this machine. On Debian: apt-get install -y postgresql')
  return found
}

function postgresUser(): number {
  for (const name of ['postgres', 'nobody']) {
    try {
      return Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }))
    } catch {
      // The next one.
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no other user.')
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
