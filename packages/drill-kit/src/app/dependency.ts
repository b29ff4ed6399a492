// The feature that calls a dependency: places that all routes share, a time-out, retries, a fallback, switches that are
// set at run time, and the numbers that tell what it does.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createFaults, type Faults } from '../faults.js'
import { isRecord, pause, readBody, sendJson } from '../http.js'
import { createPool, type Database } from '../postgres/database.js'
import type { App } from './app.js'
import { createCircuit, type Circuit } from './circuit.js'
import { createPlaces, type Places } from './places.js'
import { appLogin } from './tables.js'

/** The switches, as the runbook for partial outages names them. */
export type Switches = {
  dependency_share: number
  dependency_retries: number
  dependency_timeout_ms: number
  dependency_concurrency: number
}

/**
 * Mistakes of the feature:
 * - `deaf-switches`: answers as if a switch were set, and does not read it.
 * - `hidden-retries`: a client library below tries each call four times, whatever the switch says.
 * - `no-metrics`: the numbers are not served.
 * - `broken-release`: the affected route throws.
 * - `no-fallback`: whoever may not call the dependency gets an error in place of the fallback.
 */
export type DependencyFault = 'deaf-switches' | 'hidden-retries' | 'no-metrics' | 'broken-release' | 'no-fallback'

/** The running feature. */
export type Dependency = Faults<DependencyFault> & {
  /** Route that calls the dependency. */
  readonly affectedPath: '/quote'
  /** Route that never does, and shares its places. */
  readonly unrelatedPath: '/about'
  readonly metricsUrl: string
  readonly switchesUrl: string
  readonly switchesToken: string
  /** Address of the dependency, and the token that is sent. Setting them is what a change of configuration does. */
  dependencyUrl: string
  dependencyToken: string
  /** The switches as they are now. */
  readonly switches: Switches
  /** Requests that can be worked on at the same time. */
  places: number
  /** Replaces the instances, as a restart does: whatever is stuck is dropped. */
  recycle(): void
}

/** Settings of the feature. */
export type DependencyOptions = {
  dependencyUrl: string
  dependencyToken: string
  switches?: Partial<Switches>
  places?: number
  /** A breaker around the calls; none unless given. */
  circuit?: { failures: number; openMs: number }
  /** A database with the application's tables. When given, `/quote` first looks into it, as the application's login. */
  database?: Database
}

type State = { requests: number; calls: number; failures: number; inFlight: number; concurrent: number; turn: number }

/**
 * Adds the routes `/quote`, `/about`, `/metrics` and `/switches`.
 *
 * @param app The application.
 * @param options Where the dependency is, and the first values of the switches.
 * @returns The feature's handle.
 */
export function addDependency(app: App, options: DependencyOptions): Dependency {
  const state: State = { requests: 0, calls: 0, failures: 0, inFlight: 0, concurrent: 0, turn: 0 }
  const places = createPlaces(options.places ?? 40)
  const circuit = createCircuit(options.circuit ?? { failures: Infinity, openMs: 0 })
  const lookUp = options.database ? lookUpIn(app, options.database) : async () => {}
  const feature: Dependency = {
    ...createFaults<DependencyFault>(),
    affectedPath: '/quote',
    unrelatedPath: '/about',
    metricsUrl: `${app.url}/metrics`,
    switchesUrl: `${app.url}/switches`,
    switchesToken: 'drill-switches-token',
    dependencyUrl: options.dependencyUrl,
    dependencyToken: options.dependencyToken,
    switches: {
      dependency_share: 100,
      dependency_retries: 0,
      dependency_timeout_ms: 700,
      dependency_concurrency: 40,
      ...options.switches
    },
    get places() {
      return places.size
    },
    set places(size) {
      places.size = size
    },
    recycle: () => places.recycle()
  }
  app.scope.defer(() => places.recycle())
  const serve = (work: () => unknown) => (_: IncomingMessage, response: ServerResponse) =>
    withPlace(state, places, response, work)
  app.route(
    '/about',
    serve(() => pause(2))
  )
  app.route('/quote', async (request, response) => {
    state.requests++
    if (feature.has('broken-release')) throw new TypeError("Cannot read properties of undefined (reading 'price')")
    // Of each hundred requests in a row, as many as the share says may call, evenly spread.
    const share = feature.switches.dependency_share
    if ((state.turn++ * share) % 100 >= share) return degrade(feature, response)
    return serve(async () => {
      await lookUp()
      await callWithRetries(app, feature, state, circuit, places)
    })(request, response)
  })
  app.route('/metrics', (_, response) => sendMetrics(feature, state, response))
  app.route('/switches', (request, response) => serveSwitches(feature, request, response))
  return feature
}

function lookUpIn(app: App, database: Database) {
  const pool = createPool(database.url(appLogin), 'app')
  app.scope.defer(() => pool.end())
  return async () => {
    try {
      await pool.query('select status from subscriptions limit 1')
    } catch (error) {
      app.logError(error)
      throw error
    }
  }
}

function degrade(feature: Dependency, response: ServerResponse) {
  if (feature.has('no-fallback')) throw new TypeError('No price of yesterday is stored')
  response.writeHead(200, { 'x-degraded': '1' }).end('a price of yesterday')
}

async function withPlace(state: State, places: Places, response: ServerResponse, work: () => unknown) {
  state.inFlight++
  try {
    // The caller may have left while it waited; then the place goes to the next at once.
    await places.hold(async () => response.destroyed || work())
    response.end('fine')
  } catch {
    // Already in the log where it happened; the user gets a quick refusal.
    response.writeHead(503, { 'retry-after': '5' }).end()
  } finally {
    state.inFlight--
  }
}

async function callWithRetries(app: App, feature: Dependency, state: State, circuit: Circuit, places: Places) {
  if (state.concurrent >= feature.switches.dependency_concurrency) throw new Error('too many calls at a time')
  state.concurrent++
  try {
    const tries = (feature.switches.dependency_retries + 1) * (feature.has('hidden-retries') ? 4 : 1)
    for (let left = tries; ; left--) {
      if (!circuit.mayCall()) throw new Error('the circuit is open')
      try {
        return await callOnce(app, feature, state, circuit, places)
      } catch (error) {
        if (left <= 1) throw error
      }
    }
  } finally {
    state.concurrent--
  }
}

async function callOnce(app: App, feature: Dependency, state: State, circuit: Circuit, places: Places) {
  state.calls++
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(feature.switches.dependency_timeout_ms), places.signal])
    const headers = { authorization: `Bearer ${feature.dependencyToken}` }
    const answer = await fetch(feature.dependencyUrl, { signal, headers })
    await answer.text()
    if (!answer.ok) throw new Error(`the dependency answered ${answer.status}`)
    circuit.note(true)
  } catch (error) {
    state.failures++
    circuit.note(false)
    app.logError(error)
    throw error
  }
}

// With labels, a comment and a time, as exporters write them: commands must not trip over these.
function sendMetrics(feature: Dependency, state: State, response: ServerResponse) {
  if (feature.has('no-metrics')) return response.writeHead(500).end()
  return response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(
    `# TYPE user_requests_total counter
user_requests_total{route="/quote",note="one half"} ${Math.floor(state.requests / 2)}
user_requests_total{route="/quote",note="the other"} ${Math.ceil(state.requests / 2)}
dependency_calls_total{instance="",job=""} ${state.calls} 1764000000000
dependency_call_failures_total ${state.failures}
user_requests_in_flight ${state.inFlight}
`
  )
}

async function serveSwitches(feature: Dependency, request: IncomingMessage, response: ServerResponse) {
  if (request.headers.authorization !== `Bearer ${feature.switchesToken}`) return response.writeHead(401).end()
  const body = await readBody(request)
  if (request.method === 'PATCH') {
    const wanted: unknown = JSON.parse(body.toString())
    if (!isRecord(wanted)) return response.writeHead(400).end()
    for (const name of Object.keys(feature.switches) as (keyof Switches)[]) {
      const value = wanted[name]
      if (typeof value === 'number' && !feature.has('deaf-switches')) feature.switches[name] = value
    }
  }
  return sendJson(response, 200, feature.switches)
}
