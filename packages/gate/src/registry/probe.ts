/** The gate asks itself before anybody else does. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { decide, type PackVersion } from '../core/decide.js'
import type { Parts } from '../http/parts.js'
import type { Handler } from './verdaccio.js'

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
 * Asks the registry behind for packages, past the gate; and the gate itself for one that is paid for, without a token.
 * @param parts All parts.
 * @param front What answers clients.
 * @throws When anything but a refusal comes: then the gate must not listen.
 */
export async function probe(parts: Parts, front: Handler): Promise<void> {
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
  const { host } = parts.publicAddress
  for (const path of PATHS) {
    const { status, body } = await ask(parts.registry.handle, path, host)
    const isEmpty = path.startsWith('/-/') && !body.includes('"name"')
    if (!REFUSED.has(status) && !isEmpty) {
      throw new Error(`The registry behind answers ${path} with ${status} past the gate. The gate does not start.`)
    }
  }
  const known = await paidIn(parts)
  // In a storage that was brought along, nothing was looked at yet.
  if (known === undefined)
    await parts.catalog.index(parts.settings.scopes, ({ versions }) =>
      versions.some(({ entitlement }) => entitlement !== null)
    )
  const paid = known ?? (await paidIn(parts))
  if (paid === undefined) return
  const path = `/${paid.name.replace('/', '%2f')}/${encodeURIComponent(paid.version)}`
  const { status } = await ask(front, path, host)
  if (!REFUSED.has(status)) {
    throw new Error(
      `The gate answers ${status} for ${paid.name}, which is paid for, without a token. It does not start.`
    )
  }
}

function paidIn({ database }: Parts): Promise<{ name: string; version: string } | undefined> {
  return database.db
    .selectFrom('pack_versions')
    .select(['name', 'version'])
    .where('entitlement', 'is not', null)
    .limit(1)
    .executeTakeFirst()
}

/** Asks without a connection: nothing listens yet. */
function ask(handle: Handler, path: string, host: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: '127.0.0.1' }))
    Object.assign(request, { method: 'GET', url: path, headers: { host, accept: 'application/json' } })
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
    handle(request, response)
  })
}
