/**
 * Serves the tools: over stdio, and over HTTP on this machine alone.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse
} from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { KeysTools } from './server.js'

/** Something that is served. */
export interface Served {
  /** Ends it: connections are closed, and runs are free. */
  close(): Promise<void>
}

/**
 * Serves over the streams of this process, to clients of both eras.
 * @param tools The tools.
 * @param onError Hears what went wrong beside the protocol.
 */
export function serveOverStdio(tools: KeysTools, onError: (error: Error) => void): Served {
  const served = serveStdio(() => tools.server(), { onerror: onError })
  return {
    close: async () => {
      await tools.close()
      await served.close()
    }
  }
}

/** What is served over HTTP. */
export interface ServedOverHttp extends Served {
  /** Where, such as `http://127.0.0.1:4000/mcp`. */
  url: string
  /** What a client has to send as bearer: whoever else is on this machine does not know it. */
  token: string
}

/**
 * Serves over HTTP on the loopback address. Requests need the token, and a page in a browser cannot send any.
 * @param tools The tools.
 * @param port The port; 0 for any that is free.
 * @param onError Hears what went wrong beside the protocol.
 */
export async function serveOverHttp(
  tools: KeysTools,
  port: number,
  onError: (error: Error) => void
): Promise<ServedOverHttp> {
  const token = randomBytes(24).toString('base64url')
  const handler = createMcpHandler(() => tools.server(), { onerror: onError, maxRequestBodySize: 2_097_152 })
  const server = createServer((incoming, outgoing) => {
    respond(incoming, token, handler.fetch)
      .then((response) => send(response, outgoing))
      .catch((error: unknown) => {
        onError(error instanceof Error ? error : new Error(String(error)))
        outgoing.destroy()
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://127.0.0.1:${bound}/mcp`,
    token,
    close: async () => {
      await tools.close()
      await handler.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

async function respond(
  incoming: IncomingMessage,
  token: string,
  fetch: (request: Request) => Promise<Response>
): Promise<Response> {
  const request = requestOf(incoming)
  const refused =
    hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
    originValidationResponse(request, localhostAllowedOrigins())
  if (refused) return refused
  if (new URL(request.url).pathname !== '/mcp') return new Response('Not found.\n', { status: 404 })
  if (!isToken(request.headers.get('authorization'), token)) {
    const headers = { 'www-authenticate': 'Bearer' }
    return new Response('The token that keys mcp showed is missing.\n', { status: 401, headers })
  }
  return fetch(request)
}

function isToken(authorization: string | null, token: string): boolean {
  const [given, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function requestOf(incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  const { method = 'GET', url = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' as const } : {}
  const host = incoming.headers.host ?? '127.0.0.1'
  return new Request(new URL(url, `http://${host}`), { method, headers, ...body })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) {
    outgoing.end()
    return
  }
  for await (const chunk of response.body) if (!outgoing.write(chunk)) await drained(outgoing)
  outgoing.end()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('drain', resolve)
    outgoing.once('close', resolve)
  })
}
