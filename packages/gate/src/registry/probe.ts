/** The gate asks itself before anybody else does. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { decide, type PackVersion } from '../core/decide.js'
import type { Parts } from '../http/parts.js'

/** Names that are asked for: what is there or not, nothing may come out without the gate. */
const PATHS = [
  '/@keys%2frunbook-probe',
  '/@keys%2frunbook-probe/1.0.0',
  '/@keys%2frunbook-probe/-/runbook-probe-1.0.0.tgz',
  '/-/all',
  '/-/v1/search?text=keys'
]
const REFUSED = new Set([401, 402, 403, 404])

/**
 * Asks the registry behind for packages, past the gate, and the decision for a gated pack without a token.
 * @param parts All parts.
 * @throws When anything but a refusal comes: then the gate must not listen.
 */
export async function probe(parts: Pick<Parts, 'registry' | 'settings'>): Promise<void> {
  const pack: PackVersion = {
    name: '@keys/probe',
    version: '1.0.0',
    file: 'x.tgz',
    entitlement: 'probe',
    publishedAt: 0
  }
  if (decide(pack, { kind: 'anonymous' }, Date.now(), parts.settings).allowed) {
    throw new Error('A gated pack is given to nobody in particular. The gate does not start.')
  }
  for (const path of PATHS) {
    const { status, body } = await ask(parts, path)
    const isEmpty = path.startsWith('/-/') && !body.includes('"name"')
    if (!REFUSED.has(status) && !isEmpty) {
      throw new Error(`The registry behind answers ${path} with ${status} past the gate. The gate does not start.`)
    }
  }
}

/** Asks without a connection: nothing listens yet. */
function ask({ registry }: Pick<Parts, 'registry'>, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: '127.0.0.1' }))
    Object.assign(request, { method: 'GET', url: path, headers: { host: 'localhost', accept: 'application/json' } })
    request.push(null)
    const response = new ServerResponse(request)
    const parts: Buffer[] = []
    const keep = (part: unknown): void => {
      if (typeof part === 'string' || part instanceof Uint8Array) parts.push(Buffer.from(part))
    }
    response.write = (part: unknown): boolean => {
      keep(part)
      return true
    }
    response.end = (part?: unknown): ServerResponse => {
      keep(part)
      resolve({ status: response.statusCode, body: Buffer.concat(parts).toString('utf8') })
      return response
    }
    registry.handle(request, response)
  })
}
