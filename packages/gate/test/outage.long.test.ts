// Stripe away for days, seen from outside: what is answered, what it says about its age, and what ends it.
import { expect, test, vi } from 'vitest'
import { FEATURE, publish } from '#gate'
import { ask, PATIENCE, useTrial } from './support/gate.ts'

const HOUR = 3_600_000
const clock = { ahead: 0 }
const { trial, make } = useTrial({ now: () => Date.now() + clock.ahead })
const PAID = '/@keys%2frunbook-payments-down'
const TARBALL = '/@keys/runbook-payments-down/-/runbook-payments-down-1.0.0.tgz'

test('the last answer of Stripe holds for 72 hours and no longer, its age is in the answer, and the next answer ends it', async () => {
  const { text: token } = await make.token('cus_pays')
  await make.pays('cus_pays', [FEATURE])
  const { text: none } = await make.token('cus_none')
  await make.pays('cus_none', [])
  trial.stripe.fault = { status: 500 }
  const seen: Record<string, unknown> = {}
  for (const hours of [0, 71, 73]) {
    clock.ahead = hours * HOUR
    await trial.gate.parts.sync.refresh('cus_pays').catch(() => undefined)
    for (const path of [PAID, TARBALL]) {
      const { status, headers } = await ask(trial.url, path, { token })
      const age = Number(headers.get('x-keys-gate-answer-age'))
      seen[`${hours} h ${path === PAID ? 'metadata' : 'tarball'}`] = [status, Math.round(age / 3600)]
    }
  }
  expect(seen).toEqual({
    '0 h metadata': [200, 0],
    '0 h tarball': [200, 0],
    '71 h metadata': [200, 71],
    '71 h tarball': [200, 71],
    // What was published in the time that was paid for stays.
    '73 h metadata': [200, 73],
    '73 h tarball': [200, 73]
  })
  const newer = { name: '@keys/runbook-payments-down', version: '1.1.0', title: 'Payments', entitlement: FEATURE }
  await publish(trial.gate, trial.url, [newer])
  const refused = await ask(trial.url, `${PAID}/1.1.0`, { token })
  expect(refused.status).toBe(503)
  expect(refused.body['error']).toContain('could not be confirmed since')
  // Of whom nothing is known gets nothing, and is not told that they did not buy it; who is known not to have it still is.
  const { text: stranger } = await make.token('cus_never_seen')
  for (const path of [PAID, `${PAID}/1.0.0`, `${PAID}/latest`, TARBALL]) {
    const { status, body, headers } = await ask(trial.url, path, { token: stranger })
    expect([status, body['reason'], headers.get('retry-after')]).toEqual([503, 'unsure', '10'])
    expect(body['error']).toContain('Stripe has not told the gate yet whether this account has it')
    expect((await ask(trial.url, path, { token: none })).status).toBe(402)
  }

  trial.stripe.fault = null
  // The gate spares a Stripe that failed; it asks again after a while.
  await vi.waitFor(() => make.pays('cus_pays', [FEATURE]), { timeout: PATIENCE, interval: 1000 })
  const { status, headers } = await ask(trial.url, `${PAID}/1.1.0`, { token })
  expect([status, Math.round(Number(headers.get('x-keys-gate-answer-age')) / 3600)]).toEqual([200, 0])
  await make.pays('cus_never_seen', [FEATURE])
  expect((await ask(trial.url, TARBALL, { token: stranger })).status).toBe(200)
})

test('a storage that is away takes nothing from who has bought, and gives nothing to anybody else', async () => {
  const FREE = '/@keys%2frunbook-hello'
  const { text: token } = await make.token('cus_reads')
  await make.pays('cus_reads', [FEATURE])
  const { text: none } = await make.token('cus_reads_none')
  await make.pays('cus_reads_none', [])
  const statuses = async (): Promise<number[]> => {
    const asked = [[FREE], [PAID, token], [TARBALL, token], [PAID, none], [TARBALL, none], [PAID]]
    const answers = asked.map(([path = '', one]) => ask(trial.url, path, one === undefined ? {} : { token: one }))
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  const before = await statuses()
  expect(before).toEqual([200, 200, 200, 402, 402, 401])
  const { catalog, registry } = trial.gate.parts
  const away = vi
    .spyOn(registry.storage, 'getPackage')
    .mockImplementation(({ callback }) => callback(new Error('Away.')))
  try {
    for (const name of ['hello', 'payments-down']) catalog.forget(`@keys/runbook-${name}`)
    expect(await statuses()).toEqual(before)
    expect(away).toHaveBeenCalled()
    expect((await ask(trial.url, '/@keys%2frunbook-nobody-asked')).status).toBe(503)
  } finally {
    away.mockRestore()
  }
})
