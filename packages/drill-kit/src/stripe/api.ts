// The few endpoints of the Stripe API that runbooks call, over the objects of the stand-in.
import { apiError, pageOf, passesCreated, type ApiAnswer } from './list.js'
import type { StoredEvent, Subscription, WebhookEndpoint } from './objects.js'

/** What the API reads and changes. */
export type ApiState = {
  readonly endpoint: WebhookEndpoint
  readonly events: Map<string, StoredEvent>
  readonly subscriptions: Map<string, Subscription>
  /** Ids that the list of subscriptions leaves out although they exist, as a walk over a moving list may do. */
  readonly hiddenFromList: Set<string>
  /** Resends one event. The API answers before it is delivered. */
  resend(stored: StoredEvent): void
}

/** A request to the API. */
export type ApiRequest = { method: string; path: string; query: URLSearchParams; form: URLSearchParams }

/**
 * Answers a request whose key was accepted.
 *
 * @param state The objects.
 * @param request The request.
 * @returns The answer.
 */
export function answerApi(state: ApiState, request: ApiRequest): ApiAnswer {
  const [version, collection, id, verb, ...rest] = request.path.split('/').slice(1)
  const unknown = apiError(404, { message: `Unrecognized request URL (${request.method}: ${request.path})` })
  if (version !== 'v1' || rest.length > 0) return unknown
  if (collection === 'webhook_endpoints' && verb === undefined) return webhookEndpoints(state, request, id)
  if (collection === 'events') return events(state, request, id, verb) ?? unknown
  if (collection === 'subscriptions' && request.method === 'GET' && verb === undefined) {
    return subscriptions(state, request, id)
  }
  return unknown
}

function webhookEndpoints({ endpoint }: ApiState, request: ApiRequest, id: string | undefined): ApiAnswer {
  if (id === undefined) return pageOf(request.path, [{ ...endpoint, created: 1 }], request.query)
  if (id !== endpoint.id) return missing('webhook endpoint', id)
  if (request.method === 'POST') {
    const disabled = request.form.get('disabled')
    if (disabled !== null) endpoint.status = disabled === 'true' ? 'disabled' : 'enabled'
    endpoint.url = request.form.get('url') ?? endpoint.url
  }
  return { status: 200, body: endpoint }
}

function events(state: ApiState, request: ApiRequest, id: string | undefined, verb: string | undefined) {
  if (id === undefined) return listEvents(state, request)
  const stored = state.events.get(id)
  if (!stored) return missing('event', id)
  if (verb === undefined && request.method === 'GET') return { status: 200, body: stored.event }
  if (verb !== 'retry' || request.method !== 'POST') return undefined
  // Without the id of the endpoint it goes to the command line's own listener and never to the endpoint.
  if (request.form.get('webhook_endpoint') !== state.endpoint.id) {
    return missing('webhook endpoint', request.form.get('webhook_endpoint') ?? '')
  }
  state.resend(stored)
  return { status: 200, body: stored.event }
}

function listEvents(state: ApiState, { path, query }: ApiRequest): ApiAnswer {
  const types = [...query].filter(([name]) => name === 'type' || name.startsWith('types[')).map(([, value]) => value)
  const wanted = query.get('delivery_success')
  const items = [...state.events.values()].filter(
    ({ event, state }) =>
      passesCreated(event.created, query) &&
      (types.length === 0 || types.some((type) => matchesType(event.type, type))) &&
      (wanted === null || (state === 'pending') === (wanted === 'false'))
  )
  return pageOf(
    path,
    items.map(({ event }) => event),
    query
  )
}

// A type may end with a star, such as customer.subscription.*
function matchesType(type: string, wanted: string) {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}

function subscriptions(state: ApiState, { path, query }: ApiRequest, id: string | undefined): ApiAnswer {
  if (id !== undefined) {
    const found = state.subscriptions.get(id)
    return found ? { status: 200, body: found } : missing('subscription', id)
  }
  const status = query.get('status')
  const items = [...state.subscriptions.values()].filter(
    (one) =>
      !state.hiddenFromList.has(one.id) &&
      passesCreated(one.created, query) &&
      // Without a status the list leaves canceled ones out.
      (status === 'all' || (status === null ? one.status !== 'canceled' : one.status === status))
  )
  return pageOf(path, items, query)
}

function missing(what: string, id: string) {
  return apiError(404, { message: `No such ${what}: '${id}'`, code: 'resource_missing' })
}
