import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A registry on this machine that runs until it is stopped. */
export interface Registry {
  url: string
  /** The lines of an .npmrc: our packages come from here and from nowhere else, all others from where they always do. */
  npmrc: string
  /** What its one user is known by. */
  token: string
  user: { name: string; password: string }
  stop: () => Promise<void>
}

const START_TIMEOUT = 60_000

/**
 * Starts Verdaccio on a free port.
 * @param folder An empty folder for all that it writes.
 * @throws With its log, when it does not answer.
 */
export async function startRegistry(folder: string): Promise<Registry> {
  const port = await freePort()
  const [config, log] = [join(folder, 'config.yaml'), join(folder, 'log')]
  writeFileSync(config, CONFIG)
  const output = openSync(log, 'a')
  const program = join(import.meta.dirname, '../../node_modules/verdaccio/bin/verdaccio')
  const child = spawn(process.execPath, [program, '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ['ignore', output, output]
  })
  // Nothing outlives the tests, even when they are broken off.
  process.once('exit', () => child.kill())
  const url = `http://127.0.0.1:${port}/`
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  try {
    await answers(`${url}-/ping`, () => child.exitCode === null)
    const token = await tokenOf(url)
    return {
      url,
      token,
      user: USER,
      npmrc: `@keys:registry=${url}\n@acme:registry=${url}\n//127.0.0.1:${port}/:_authToken=${token}\n`,
      stop
    }
  } catch (error) {
    await stop()
    throw new Error(`Verdaccio does not answer at ${url}:\n${readFileSync(log, 'utf8')}`, { cause: error })
  }
}

const USER = { name: 'releaser', password: 'obviously-fake-password' }

/** It has our packages only, those of a company for whoever it knows, and asks no other registry for anything. */
const CONFIG = `storage: ./storage
auth: { htpasswd: { file: ./htpasswd } }
uplinks: {}
packages:
  '@keys/*': { access: $all, publish: $authenticated }
  '@acme/*': { access: $authenticated, publish: $authenticated }
web: { enable: false }
log: { type: stdout, format: pretty, level: warn }
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}

async function answers(url: string, isAlive: () => boolean): Promise<void> {
  const end = Date.now() + START_TIMEOUT
  while (Date.now() < end && isAlive()) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok === true) return
    await wait(50)
  }
  throw new Error(isAlive() ? `No answer within ${START_TIMEOUT} ms` : 'It ended')
}

async function tokenOf(url: string): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:${USER.name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(USER)
  })
  const { token } = (await response.json()) as { token?: string }
  if (token === undefined) throw new Error(`No token: ${response.status}`)
  return token
}
