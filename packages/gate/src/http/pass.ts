/** Hands requests on to the registry behind. */
import { PRIVATE } from '../core/answers.js'
import { pathOf, type Route } from '../core/route.js'
import { context, type RequestContext } from '../registry/context.js'
import { holdBack } from './flow.js'
import type { Exchange, Parts } from './parts.js'

const KEPT = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'if-none-match',
  'user-agent'
])

/** Hands a request on, in the one spelling and with nothing in it that the registry behind could go by. */
export function pass(
  route: Exclude<Route, { kind: 'none' }>,
  entry: { name: string },
  allowed: ReadonlySet<string> | null,
  notice: string | null,
  { request, response }: Exchange,
  { registry, settings }: Parts,
  actions: RequestContext['actions'] = ['access']
): null {
  const { host, protocol } = new URL(settings.publicUrl)
  for (const name of Object.keys(request.headers)) if (!KEPT.has(name)) delete request.headers[name]
  // Addresses of tarballs are made of these, and clients keep them in lock files.
  request.headers.host = host
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  request.url = pathOf(route)
  for (const [name, value] of Object.entries(PRIVATE)) response.setHeader(name, value)
  if (notice !== null) {
    response.setHeader('npm-notice', notice)
    // npm shows a notice only with an answer that it does not keep.
    response.setHeader('cache-control', 'private, no-store')
  }
  holdBack(response)
  context.run({ kind: 'request', name: entry.name, actions, allowed }, () => registry.handle(request, response))
  return null
}
