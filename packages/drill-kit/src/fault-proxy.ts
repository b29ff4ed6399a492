// Stands between two parts and does what networks, load balancers and firewalls do wrong.
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { ServerResponse } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { listen } from './http.js'
import type { Scope } from '@keys/drill'

/**
 * What the proxy does:
 * - `ok`: passes everything on.
 * - `slow`: passes everything on, what the client sends `ms` milliseconds later.
 * - `blackhole`: accepts, reads, never answers (curl ends with 28).
 * - `reset`: accepts, reads the request and resets the connection (curl ends with 56).
 * - `close`: accepts, reads the request and closes without an answer (curl ends with 52).
 * - `refuse`: does not listen (curl ends with 7).
 * - `status`: answers HTTP requests itself. Those to other paths than `path` are passed on, and so are those beyond
 *   `share` (0 to 1), which is spread evenly over the requests of each kind of client, as a balancer with one broken
 *   server does: ten probes by curl and a share of 0.6 are always six bad answers, whatever the application sends.
 * - `drop-header`: passes HTTP requests on without one header.
 */
export type ProxyFault =
  | { mode: PlainProxyFault }
  | { mode: 'slow'; ms: number }
  | { mode: 'status'; status: number; path?: string; share?: number; headers?: Record<string, string>; body?: string }
  | { mode: 'drop-header'; header: string }

/** Names of the faults that need nothing else. */
export type PlainProxyFault = 'ok' | 'blackhole' | 'reset' | 'close' | 'refuse'

/** A running fault proxy. */
export type FaultProxy = {
  readonly port: number
  /** Base address for HTTP, without a slash at its end. */
  readonly url: string
  /**
   * Changes what it does. Open connections are dropped, so that a pool of kept connections does not hide the change.
   *
   * @param fault A name, or a fault with its details.
   */
  set(fault: ProxyFault | PlainProxyFault): Promise<void>
}

/**
 * Starts a proxy that passes everything on.
 *
 * @param scope Ends it when closed.
 * @param target Loopback port behind it, of anything that speaks TCP.
 * @returns Its handle.
 */
export async function startFaultProxy(scope: Scope, target: { port: number }): Promise<FaultProxy> {
  let fault: ProxyFault = { mode: 'ok' }
  const sockets = new Set<Socket>()
  const shares = createShares()
  const web = createHttpServer((request, response) => answer(fault, shares, target.port, request, response))
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    if (fault.mode === 'status' || fault.mode === 'drop-header') web.emit('connection', socket)
    else carry(fault, socket, target.port)
  })
  const port = await listen(server)
  const drop = () => sockets.forEach((socket) => socket.destroy())
  scope.defer(() => (drop(), close(server)))
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async set(next) {
      fault = typeof next === 'string' ? { mode: next } : next
      shares.reset()
      drop()
      if (fault.mode === 'refuse') await close(server)
      else if (!server.listening) await listen(server, port)
    }
  }
}

async function close(server: Server) {
  if (server.listening) await new Promise((resolve) => server.close(resolve))
}

type CarryFault = Exclude<ProxyFault, { mode: 'status' } | { mode: 'drop-header' }>

function carry(fault: CarryFault, client: Socket, port: number) {
  if (fault.mode === 'blackhole' || fault.mode === 'refuse') return void client.resume()
  if (fault.mode === 'reset') return void client.once('data', () => client.resetAndDestroy())
  if (fault.mode === 'close') return void client.once('data', () => client.end())
  const upstream = connect(port, '127.0.0.1')
  upstream.on('error', () => client.destroy()).on('close', () => client.destroy())
  client.on('close', () => upstream.destroy())
  upstream.pipe(client)
  if (fault.mode !== 'slow') return void client.pipe(upstream)
  const { ms } = fault
  // The same delay for every piece keeps their order.
  client.on('data', (piece) => setTimeout(() => upstream.writable && upstream.write(piece), ms))
}

function answer(fault: ProxyFault, shares: Shares, port: number, request: IncomingMessage, response: ServerResponse) {
  if (fault.mode === 'status' && concerns(fault.path, request) && shares.take(request, fault.share ?? 1)) {
    request.resume()
    return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '')
  }
  const headers = { ...request.headers }
  if (fault.mode === 'drop-header') delete headers[fault.header.toLowerCase()]
  const { method, url: path } = request
  const forward = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (from) => {
    response.writeHead(from.statusCode ?? 502, from.headers)
    from.pipe(response)
  })
  forward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
  response.on('close', () => forward.destroy())
  request.pipe(forward)
}

type Shares = { take(request: IncomingMessage, share: number): boolean; reset(): void }

function createShares(): Shares {
  const rests = new Map<string, number>()
  return {
    take(request, share) {
      const client = request.headers['user-agent'] ?? ''
      const rest = (rests.get(client) ?? 0.5) + share
      const taken = rest >= 1
      rests.set(client, taken ? rest - 1 : rest)
      return taken
    },
    reset: () => rests.clear()
  }
}

function concerns(path: string | undefined, request: IncomingMessage) {
  return path === undefined || request.url?.split('?')[0] === path
}
