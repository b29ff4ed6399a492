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

/**
 * Hands a request on, in the one spelling and with nothing in it that the registry behind could go by.
 * @param route What it asks for; it was decided.
 * @param notice What the client shows besides.
 * @param exchange The request.
 * @param parts All parts.
 * @param actions For what leave is given.
 * @returns Null: the registry behind answers.
 */
export function pass(
  route: Exclude<Route, { kind: 'none' }>,
  notice: string | null,
  { request, response }: Exchange,
  { registry, publicAddress }: Parts,
  actions: RequestContext['actions'] = ['access']
): null {
  for (const name of Object.keys(request.headers)) if (!KEPT.has(name)) delete request.headers[name]
  // Addresses of tarballs are made of these, and clients keep them in lock files.
  request.headers.host = publicAddress.host
  request.headers['x-forwarded-proto'] = publicAddress.protocol
  request.url = pathOf(route)
  for (const [name, value] of Object.entries(headersFor(notice))) response.setHeader(name, value)
  holdBack(response)
  context.run({ kind: 'request', name: route.name, actions }, () => registry.handle(request, response))
  return null
}

/**
 * The headers of an answer with a pack in it.
 * @param notice What npm shows besides: it does so only with an answer that it does not keep.
 * @returns The headers.
 */
export function headersFor(notice: string | null): Readonly<Record<string, string>> {
  return notice === null ? PRIVATE : { ...PRIVATE, 'cache-control': 'private, no-store', 'npm-notice': notice }
}
