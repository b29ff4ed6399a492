import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { freePort } from './postgres.ts'

/** A gate that runs as a process of its own, as in production. */
export interface GateProcess {
  port: number
  pid: number
  /** What it printed. */
  log: () => string
  isAlive: () => boolean
  kill: (signal: NodeJS.Signals) => Promise<void>
}

/** The address that all processes answer to, as behind a balancer. */
export const PUBLIC_URL = 'http://npm.test.example'

/** What a process is started with. */
export function environmentOf(more: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    KEYS_GATE_URL: PUBLIC_URL,
    KEYS_GATE_PEPPER: 'p'.repeat(32),
    KEYS_GATE_ADMIN_SECRET: 'a'.repeat(32),
    STRIPE_API_KEY: 'sk_test_standin',
    KEYS_GATE_LOG: 'warn',
    ...more
  }
}

/** Starts one, and waits until it is ready. */
export async function startProcess(environment: Readonly<Record<string, string>>): Promise<GateProcess> {
  for (;;) {
    const started = await startOn(await freePort(), environment)
    if (started !== 'taken') return started
  }
}

/** Another program may have taken the port since it was found free. */
async function startOn(port: number, environment: Readonly<Record<string, string>>): Promise<GateProcess | 'taken'> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../bin/keys-gate.js'), 'serve'], {
    env: { ...environmentOf(environment), KEYS_GATE_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const killed = (): void => void child.kill('SIGKILL')
  process.once('exit', killed)
  child.once('exit', () => process.off('exit', killed))
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (log += part.toString()))
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const end = Date.now() + 180_000
  for (;;) {
    const answer = await send(port, '/-/gate/ready').catch(() => null)
    if (answer?.status === 200) break
    if (!isAlive() || Date.now() > end) {
      child.kill('SIGKILL')
      if (log.includes('EADDRINUSE')) return 'taken'
      throw new Error(`The gate is not ready:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    port,
    pid: child.pid ?? 0,
    log: () => log,
    isAlive,
    kill: async (signal) => {
      if (!isAlive()) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await ended
    }
  }
}

/** Sends a request to one of several processes that have one address. */
export function send(
  port: number,
  path: string,
  options: { token?: string; method?: string; body?: string; headers?: Record<string, string> } = {}
): Promise<{ status: number; text: string; headers: Record<string, string | string[] | undefined> }> {
  const { token, method = 'GET', body, headers = {} } = options
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      agent: false,
      headers: {
        host: new URL(PUBLIC_URL).host,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers
      }
    })
    sent.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString(), headers: response.headers })
      )
    })
    sent.on('error', reject)
    sent.setTimeout(20_000, () => sent.destroy(new Error('No answer.')))
    sent.end(body)
  })
}
