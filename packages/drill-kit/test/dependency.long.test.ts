import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScope } from '@keys/drill'
import {
  addDependency,
  createAppTables,
  startApp,
  startFaultProxy,
  startPostgres,
  startUpstream,
  type DependencyOptions,
  type Postgres,
  type Switches
} from '../src/index.js'
import { openScope } from './helpers.js'

const shared = createScope()
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres(shared)
})
afterAll(() => shared.close())

async function world(options: Partial<DependencyOptions> = {}) {
  const scope = openScope()
  const upstream = await startUpstream(scope, { token: 'key' })
  const proxy = await startFaultProxy(scope, upstream)
  const app = await startApp(scope)
  const dependency = addDependency(app, { dependencyUrl: `${proxy.url}/price`, dependencyToken: 'key', ...options })
  const get = async (path: string) => {
    const started = performance.now()
    const signal = AbortSignal.timeout(2000)
    const answer = await fetch(`${app.url}${path}`, { signal }).catch(() => undefined)
    const degraded = answer?.headers.has('x-degraded') ?? false
    return { status: answer?.status ?? 0, degraded, ms: performance.now() - started }
  }
  const patch = async (values: Partial<Switches>, token = dependency.switchesToken) => {
    const headers = { authorization: `Bearer ${token}` }
    const body = JSON.stringify(values)
    return (await fetch(dependency.switchesUrl, { method: 'PATCH', headers, body })).status
  }
  const numbers = async () => {
    const text = await (await fetch(dependency.metricsUrl)).text()
    const sums = new Map<string, number>()
    for (const [, name = '', value] of text.matchAll(/^(\w+)(?:\{.*\})? (\d+)/gm)) {
      sums.set(name, (sums.get(name) ?? 0) + Number(value))
    }
    return {
      requests: sums.get('user_requests_total'),
      calls: sums.get('dependency_calls_total'),
      failures: sums.get('dependency_call_failures_total')
    }
  }
  return { upstream, proxy, app, dependency, get, patch, numbers, log: () => readFileSync(app.logFile, 'utf8') }
}

test('all is well: one call for each request, and no line in the log', async () => {
  const { get, numbers, log } = await world()
  for (let n = 0; n < 5; n++) expect(await get('/quote')).toMatchObject({ status: 200, degraded: false })
  expect(await get('/about')).toMatchObject({ status: 200 })
  expect([await numbers(), log()]).toEqual([{ requests: 5, calls: 5, failures: 0 }, ''])
})

test('a dependency that never answers takes the other routes along, and the health route stays green', async () => {
  const { proxy, dependency, get, patch } = await world({ switches: { dependency_timeout_ms: 60_000 }, places: 3 })
  await proxy.set('blackhole')
  const stuck = [get('/quote'), get('/quote'), get('/quote')]
  const about = get('/about')
  expect((await get('/healthz')).status).toBe(200)
  expect((await about).status).toBe(0)
  await Promise.all(stuck)
  // The callers have left; the places are still taken until the instances are replaced.
  await patch({ dependency_share: 0 })
  expect(await get('/quote')).toMatchObject({ status: 200, degraded: true })
  expect((await get('/about')).status).toBe(0)
  dependency.recycle()
  expect((await get('/about')).status).toBe(200)
})

test('a time-out ends the waiting', async () => {
  const { proxy, get, log } = await world({ switches: { dependency_timeout_ms: 100 } })
  await proxy.set('blackhole')
  expect(await get('/quote')).toMatchObject({ status: 503 })
  expect(log()).toMatch(/TimeoutError|aborted due to timeout/)
})

test.each([
  [{ dependency_retries: 0 }, false, 20],
  [{ dependency_retries: 3 }, false, 80],
  [{ dependency_retries: 0 }, true, 80]
])('%o, with hidden ones: %s, makes of 20 requests %i calls', async (switches, hidden, calls) => {
  const { proxy, dependency, get, numbers } = await world({ switches })
  if (hidden) dependency.fault('hidden-retries')
  await proxy.set({ mode: 'status', status: 503 })
  for (let n = 0; n < 20; n++) await get('/quote')
  expect(await numbers()).toEqual({ requests: 20, calls, failures: calls })
})

test('a circuit opens after failures in a row, and one probe closes it', async () => {
  const { proxy, get, numbers } = await world({ circuit: { failures: 5, openMs: 200 } })
  await proxy.set({ mode: 'status', status: 503 })
  for (let n = 0; n < 20; n++) await get('/quote')
  expect(await numbers()).toMatchObject({ calls: 5 })
  await proxy.set('ok')
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect((await get('/quote')).status).toBe(200)
  expect((await get('/quote')).status).toBe(200)
})

test('the switches take a share of the requests away, for those who have the token', async () => {
  const { dependency, get, patch } = await world()
  expect(await patch({ dependency_share: 10 }, 'wrong')).toBe(401)
  expect(await patch({ dependency_share: 10 })).toBe(200)
  const answers = []
  for (let n = 0; n < 100; n++) answers.push(await get('/quote'))
  expect(answers.filter(({ degraded }) => !degraded).length).toBe(10)
  expect(answers.slice(0, 20).filter(({ degraded }) => !degraded).length).toBe(2)
  dependency.fault('deaf-switches')
  await patch({ dependency_share: 100 })
  expect(dependency.switches.dependency_share).toBe(10)
  dependency.fix()
  dependency.fault('no-fallback')
  await patch({ dependency_share: 0 })
  expect((await get('/quote')).status).toBe(500)
})

test('only so many calls are made at a time', async () => {
  const { upstream, get } = await world({ switches: { dependency_concurrency: 2 } })
  upstream.latencyMs = 200
  const answers = await Promise.all([get('/quote'), get('/quote'), get('/quote')])
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 200, 503])
})

test('what is ours is told apart in the log', async () => {
  const database = await postgres.createDatabase('quotes', { scope: openScope() })
  await createAppTables(database)
  const { app, upstream, dependency, get, log } = await world({ database })
  const failing = async () => [(await get('/quote')).status, log()]
  dependency.dependencyUrl = 'http://127.0.0.1:2/price'
  expect(await failing()).toEqual([503, expect.stringContaining('ECONNREFUSED')])
  dependency.dependencyUrl = `${upstream.url}/price`
  app.clearLog()
  upstream.token = 'rolled'
  expect(await failing()).toEqual([503, expect.stringContaining('the dependency answered 401')])
  dependency.dependencyToken = 'rolled'
  app.clearLog()
  await database.query('revoke select on subscriptions from app_web')
  expect(await failing()).toEqual([503, expect.stringContaining('42501 permission denied')])
  app.clearLog()
  dependency.fault('broken-release')
  expect(await failing()).toEqual([500, expect.stringContaining('TypeError')])
  dependency.fault('no-metrics')
  expect((await get('/metrics')).status).toBe(500)
})
