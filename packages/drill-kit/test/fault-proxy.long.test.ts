import { expect, test } from 'vitest'
import {
  pause,
  startFaultProxy,
  startHttp,
  startUpstream,
  startUsers,
  waitUntil,
  type ProxyFault
} from '../src/index.js'
import { curl, openScope } from './helpers.js'

async function world() {
  const scope = openScope()
  const seen: Record<string, unknown>[] = []
  const behind = await startHttp(scope, (request, response) => {
    seen.push({ path: request.url, signature: request.headers['stripe-signature'] })
    response.end('fine')
  })
  return { scope, seen, behind, proxy: await startFaultProxy(scope, behind) }
}

const faults: [ProxyFault, string][] = [
  [{ mode: 'ok' }, '0 200'],
  [{ mode: 'slow', ms: 200 }, '0 200'],
  [{ mode: 'slow', ms: 2000 }, '28 000'],
  [{ mode: 'blackhole' }, '28 000'],
  [{ mode: 'reset' }, '56 000'],
  [{ mode: 'close' }, '52 000'],
  [{ mode: 'refuse' }, '7 000'],
  [{ mode: 'status', status: 503 }, '0 503'],
  [{ mode: 'status', status: 503, path: '/other' }, '0 200'],
  [{ mode: 'status', status: 503, share: 0 }, '0 200'],
  [{ mode: 'drop-header', header: 'Stripe-Signature' }, '0 200']
]

test.each(faults)('%o is what curl sees as %s', async (fault, seen) => {
  const { proxy } = await world()
  await proxy.set(fault)
  expect(await curl(`${proxy.url}/path?query`)).toBe(seen)
})

test('it changes while it runs, back and forth, on the same port, also for kept connections', async () => {
  const { proxy } = await world()
  const statuses: string[] = []
  for (const mode of ['ok', 'refuse', 'ok', 'close', 'refuse', 'blackhole', 'ok'] as const) {
    await proxy.set(mode)
    // Only what never answers is given up; a busy machine may take its time with all else.
    const patience = mode === 'blackhole' ? 150 : 10_000
    statuses.push(
      await fetch(proxy.url, { signal: AbortSignal.timeout(patience) }).then(
        (answer) => String(answer.status),
        () => 'nothing'
      )
    )
  }
  expect(statuses).toEqual(['200', 'nothing', '200', 'nothing', 'nothing', 'nothing', '200'])
})

test('a header that is dropped does not arrive, and the rest does', async () => {
  const { proxy, seen } = await world()
  const options = "-H 'stripe-signature: t=1' -X POST -d text"
  await curl(`${proxy.url}/webhook`, options)
  await proxy.set({ mode: 'drop-header', header: 'stripe-signature' })
  await curl(`${proxy.url}/webhook`, options)
  expect(seen).toEqual([
    { path: '/webhook', signature: 't=1' },
    { path: '/webhook', signature: undefined }
  ])
})

test('a share of the answers is bad, evenly for each kind of client', async () => {
  const { proxy } = await world()
  await proxy.set({ mode: 'status', status: 429, share: 0.6, headers: { 'retry-after': '7' } })
  const bad = { curl: 0, app: 0 }
  for (let n = 0; n < 20; n++) {
    const ask = async (agent: 'curl' | 'app') => {
      const answer = await fetch(proxy.url, { headers: { 'user-agent': agent } })
      if (answer.status !== 429) return
      bad[agent]++
      expect(answer.headers.get('retry-after')).toBe('7')
    }
    // The application asks three times as often.
    for (const agent of ['app', 'curl', 'app', 'app'] as const) await ask(agent)
  }
  expect(bad).toEqual({ curl: 12, app: 36 })
})

test('the dependency asks for its credential and has a limited number of places', async () => {
  const upstream = await startUpstream(openScope(), { token: 'old', capacity: 2, latencyMs: 100 })
  const call = (token: string) => fetch(upstream.url, { headers: { authorization: `Bearer ${token}` } })
  const together = await Promise.all([call('old'), call('old'), call('old')])
  expect(together.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 200, 503])
  upstream.token = 'new'
  expect([(await call('old')).status, (await call('new')).status]).toEqual([401, 200])
  expect(upstream.calls).toBe(5)
})

test('users come at a steady rate, whatever they get, and leave with the scope', async () => {
  const { scope, proxy, seen } = await world()
  const inner = scope.child()
  startUsers(inner, { url: proxy.url, paths: ['/quote', '/quote', '/about'], perSecond: 200 })
  await waitUntil('users have come', () => seen.length > 30)
  await proxy.set('blackhole')
  await proxy.set('ok')
  await waitUntil('they come again', () => seen.length > 60)
  await inner.close()
  const paths = seen.map(({ path }) => path)
  expect(new Set(paths)).toEqual(new Set(['/quote', '/about']))
  // What was on its way arrives; then nobody comes any more.
  await pause(50)
  const count = seen.length
  await pause(100)
  expect(seen.length).toBe(count)
})
