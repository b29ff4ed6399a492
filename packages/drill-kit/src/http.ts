// Small helpers for the loopback servers of a world.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import type { Scope } from '@keys/drill'

/** A loopback HTTP server of a world. */
export type LoopbackServer = {
  readonly port: number
  /** Base address, without a slash at its end. */
  readonly url: string
  /** Stops listening and drops every connection; the port refuses from then on. */
  stop(): Promise<void>
  /** Listens again, on the same port. */
  start(): Promise<void>
}

/**
 * Starts an HTTP server on 127.0.0.1 and a free port.
 *
 * @param scope Ends it when closed.
 * @param listener Answers requests. When it rejects, the answer is 500.
 * @returns Its handle.
 */
export async function startHttp(
  scope: Scope,
  listener: (request: IncomingMessage, response: ServerResponse) => unknown
): Promise<LoopbackServer> {
  const onRequest: RequestListener = (request, response) => {
    Promise.resolve(listener(request, response)).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
  const server = createServer(onRequest)
  const port = await listen(server)
  const stop = () => stopServer(server)
  scope.defer(stop)
  return { port, url: `http://127.0.0.1:${port}`, stop, start: async () => void (await listen(server, port)) }
}

async function stopServer(server: Server) {
  if (!server.listening) return
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

/**
 * Makes a server listen on 127.0.0.1.
 *
 * @param server Any server of Node.
 * @param port The port; a free one unless given.
 * @returns The port.
 * @throws Error when the port is taken.
 */
export function listen(server: TcpServer, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve(portOf(server.address()))
    })
  })
}

function portOf(address: string | AddressInfo | null) {
  if (typeof address === 'object' && address) return address.port
  throw new Error('The server listens on no port.')
}

/**
 * Finds a port that is free now, for a server that cannot be asked to listen on any.
 *
 * @returns The port. Somebody else may take it first, so whoever uses it tries again with another.
 */
export async function freePort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Reads the body of a request as it came, byte by byte.
 *
 * @param request The request.
 * @returns Its body.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/**
 * Answers with JSON, indented as Stripe sends it.
 *
 * @param response The response.
 * @param status HTTP status.
 * @param value What to send.
 */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value, null, 2))
}

/**
 * Tells whether a value is an object with fields.
 *
 * @param value Any value, as parsed from JSON.
 * @returns True for objects that are no arrays.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Waits.
 *
 * @param ms Milliseconds.
 * @param signal Ends the waiting early.
 */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}

/**
 * Waits until something is so. Drills wait on state, not on time.
 *
 * @param what What is waited for, for the message.
 * @param test Tells whether it is so.
 * @param limitMs Milliseconds to wait at most.
 * @throws Error when it is not so after that time.
 */
export async function waitUntil(what: string, test: () => unknown, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await test())) {
    if (Date.now() > end) throw new Error(`Waited ${limitMs} ms for this, and it did not come: ${what}.`)
    await pause(50)
  }
}
