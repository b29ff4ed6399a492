// The dependency: a small service of somebody else, with a credential and a limited number of places.
import { pause, startHttp, type LoopbackServer } from './http.js'
import type { Scope } from '@keys/drill'

/** A running dependency. Every path answers 200 when the credential is right and a place is free. */
export type Upstream = LoopbackServer & {
  /** The bearer token that it accepts now; undefined accepts everybody. Changing it is what a rolled key does. */
  token: string | undefined
  /** Milliseconds that one answer takes. */
  latencyMs: number
  /** Requests received so far. */
  readonly calls: number
}

/**
 * Starts the dependency. Put a fault proxy before it to make it fail.
 *
 * @param scope Ends it when closed.
 * @param options `token` it asks for; `capacity`: answers at the same time, more get 503; `latencyMs` of one answer.
 * @returns Its handle.
 */
export async function startUpstream(
  scope: Scope,
  options: { token?: string; capacity?: number; latencyMs?: number } = {}
): Promise<Upstream> {
  const capacity = options.capacity ?? 20
  let busy = 0
  let calls = 0
  const state = { token: options.token, latencyMs: options.latencyMs ?? 10 }
  const server = await startHttp(scope, async (request, response) => {
    calls++
    request.resume()
    if (state.token !== undefined && request.headers.authorization !== `Bearer ${state.token}`) {
      return response.writeHead(401).end()
    }
    if (busy >= capacity) return response.writeHead(503).end()
    busy++
    await pause(state.latencyMs, scope.signal)
    busy--
    return response.end('42')
  })
  return Object.defineProperty(Object.assign(state, server, { calls }), 'calls', { get: () => calls, enumerable: true })
}
