/** The HTTP server: hygiene first, then the gate's own paths, then packages; all else is not here. */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { errorAnswer, type Answer } from '../core/answers.js'
import { routeOf } from '../core/route.js'
import { faultOf } from '../observe/logs.js'
import { OWN_PATHS } from './own.js'
import { handlePackage } from './packages.js'
import type { Exchange, OwnPath, Parts } from './parts.js'
import { BodyError, send } from './send.js'

const LONGEST_URL = 2048
const LARGEST_HEADERS = 16 * 1024
const HEADERS_IN = 15_000
const REQUEST_IN = 120_000
const KEPT_ALIVE = 65_000
const METHODS = new Set(['GET', 'HEAD', 'PUT', 'POST', 'DELETE'])

/**
 * Makes the server. It does not listen yet.
 * @param parts All parts.
 * @returns The server.
 */
export function makeFront(parts: Parts): Server {
  const server = createServer(
    {
      maxHeaderSize: LARGEST_HEADERS,
      headersTimeout: HEADERS_IN,
      requestTimeout: REQUEST_IN,
      keepAliveTimeout: KEPT_ALIVE
    },
    (request, response) => void respond(request, response, parts)
  )
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
  return server
}

/**
 * Answers one request. Whatever happens inside, it ends with an answer, and never with leave.
 * @param request The request.
 * @param response Its response.
 * @param parts All parts.
 */
export async function respond(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const id = randomUUID()
  const began = performance.now()
  const { method = 'GET', url = '/' } = request
  const route = watch(request, response, id, began, parts)
  response.setHeader('x-request-id', id)
  // A connection that breaks in the middle of an answer is nobody's fault here.
  response.on('error', () => undefined)
  const isHead = method === 'HEAD'
  try {
    const unclean = hygiene(request, parts)
    if (unclean !== null) {
      // What follows on this connection may be a rest of something that was not read.
      response.setHeader('connection', 'close')
      send(response, unclean, isHead)
      return
    }
    const path = url.split('?', 1)[0] ?? '/'
    const exchange: Exchange = { request, response, path, query: new URLSearchParams(url.slice(path.length + 1)), id }
    const own = [...OWN_PATHS, ...parts.paths].find(
      (one) => one.path.test(path) && (one.methods.includes(method) || (isHead && isReadable(one)))
    )
    let answer: Answer | null
    if (own !== undefined) {
      route.kind = own.name
      answer = await own.handle(exchange, parts)
    } else {
      const asked = routeOf(method, url, parts.settings.scopes)
      route.kind = asked.kind
      answer = asked.kind === 'none' ? notHere(path) : await handlePackage(asked, exchange, parts)
    }
    if (answer !== null) send(response, answer, isHead)
  } catch (error) {
    if (error instanceof BodyError) {
      response.setHeader('connection', 'close')
      send(response, errorAnswer(error.status, 'body', error.message), isHead)
      return
    }
    parts.log.error({ request: id, fault: faultOf(error), route: route.kind }, 'A request failed.')
    const text = `The gate cannot answer at this moment. Try again in a minute; the number of this request is ${id}.`
    send(response, errorAnswer(503, 'fault', text), isHead)
  }
}

function hygiene(request: IncomingMessage, parts: Parts): Answer | null {
  const { method = '', url = '', rawHeaders } = request
  if (!METHODS.has(method)) return errorAnswer(405, 'method', 'This method means nothing here.')
  if (url.length > LONGEST_URL) return errorAnswer(414, 'long', 'The address is too long.')
  if (!url.startsWith('/')) return errorAnswer(400, 'address', 'The address of a request begins with a slash.')
  const twice = repeated(rawHeaders)
  if (twice !== null) return errorAnswer(400, 'twice', `The header "${twice}" stands twice. Send it once.`)
  if (request.headers['content-length'] !== undefined && request.headers['transfer-encoding'] !== undefined) {
    return errorAnswer(400, 'length', 'Two lengths were sent. Send one.')
  }
  const plainUrl = unescaped(url)
  if (plainUrl === null) return errorAnswer(400, 'address', 'The address holds a % that stands for no character.')
  // Signing out and revoking name the token that ends by that.
  if (/kgt_/.test(plainUrl) && !/^\/-\/(user\/token|npm\/v1\/tokens\/token)\/kgt_\w+$/.test(url)) {
    return errorAnswer(
      401,
      'token-in-address',
      'A token stands in the address, where logs and lock files keep it. Revoke it, and put a new one into the .npmrc.'
    )
  }
  const expected = parts.publicAddress.host
  if (request.headers.host?.toLowerCase() !== expected && !isProbe(url)) {
    return errorAnswer(421, 'host', `This is ${expected}. Send requests to ${parts.settings.publicUrl}/`)
  }
  return null
}

/** What an address says; null when nobody can tell, because an escape in it is broken. */
function unescaped(url: string): string | null {
  try {
    const text = decodeURIComponent(url)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

const SINGLE = new Set(['authorization', 'host', 'content-length', 'transfer-encoding'])

/** A header that may stand once, and stands twice: two readers would take two different ones. */
function repeated(rawHeaders: readonly string[]): string | null {
  const seen = new Set<string>()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    if (SINGLE.has(name) && seen.has(name)) return name
    seen.add(name)
  }
  return null
}

/** Those who watch the process ask it by its address inside. What they may not see is asked of them there. */
function isProbe(url: string): boolean {
  return /^\/-\/gate\/(health|ready|metrics)$/.test(url)
}

function notHere(path: string): Answer {
  const isUnscoped = /^\/[^@/%-][^/]*$/.test(path)
  return errorAnswer(
    404,
    'not-here',
    isUnscoped
      ? 'Only packages of the scopes of this registry are here. Map the scope alone to it, and leave the registry of all others as it was.'
      : 'There is nothing here by this address.'
  )
}

function watch(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  began: number,
  parts: Parts
): { kind: string } {
  const route = { kind: 'hygiene' }
  response.once('finish', () => {
    const seconds = (performance.now() - began) / 1000
    const status = response.statusCode
    parts.metrics.requests.observe({ route: route.kind, status: String(status) }, seconds)
    const client = request.headers['user-agent']?.split(' ', 1)[0]
    const fields = {
      request: id,
      method: request.method ?? '',
      route: route.kind,
      status,
      ms: Math.round(seconds * 1000)
    }
    parts.log.info(client === undefined ? fields : { ...fields, client }, 'answered')
  })
  return route
}

/** What is given once is not spent by who only looks, as scanners of mail and previews of links do. */
function isReadable({ name, methods }: OwnPath): boolean {
  return methods.includes('GET') && name !== 'done' && name !== 'welcome'
}
