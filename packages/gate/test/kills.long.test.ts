// The process ends at any statement of any write: before it is sent, or after it and before its answer is heard, commits included.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { FEATURE, publish, samplePack, startTrial, type Trial } from '#gate'
import { ask, PATIENCE } from './support/gate.ts'
import { startPostgres, type Postgres } from './support/postgres.ts'

const PAID = '/@keys%2frunbook-payments-down'
const folder = mkdtempSync(join(tmpdir(), 'keys-gate-kills-'))
const held: { postgres?: Postgres; trial?: Trial } = {}
const trial = (): Trial => {
  if (held.trial === undefined) throw new Error('Not started.')
  return held.trial
}

/** Which statement is the last, and whether its answer is still heard of by nobody. */
const kill = { at: Infinity, count: 0, isSent: false, was: false }
/** What the gate does by itself all the time. */
const CHORES =
  /from "generation"|from "changes"|'writer'|listen |insert into downloads|set "last_used_at"|count\(\*\)|min\(/
const { query } = pg.Client.prototype as unknown as { query: (this: pg.Client, ...parts: unknown[]) => unknown }

function watched(this: pg.Client, ...parts: unknown[]): unknown {
  const [first, second] = parts
  const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? '')
  const values = JSON.stringify((first as { values?: unknown }).values ?? second ?? null)
  if (CHORES.test(text) || values.includes('"writer"')) return query.apply(this, parts)
  if (++kill.count !== kill.at) return query.apply(this, parts)
  kill.was = true
  const { stream } = (this as unknown as { connection: { stream: { destroy: () => void } } }).connection
  // As for the server: the connection is cut, by nobody who could still do anything.
  if (kill.isSent) {
    const sent = query.apply(this, parts)
    setImmediate(() => stream.destroy())
    return sent
  }
  stream.destroy()
  return query.apply(this, parts)
}

beforeAll(async () => {
  held.postgres = await startPostgres()
  held.trial = await startTrial({ folder, databaseUrl: held.postgres.url })
  Object.assign(pg.Client.prototype, { query: watched })
})

afterAll(async () => {
  Object.assign(pg.Client.prototype, { query })
  await held.trial?.close()
  await held.postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

let names = 0
const admin = (path: string, body?: object, method = 'POST') =>
  ask(trial().url, `/-/gate/admin/${path}`, {
    token: trial().gate.parts.settings.adminSecret,
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
const db = () => trial().gate.parts.database.db
const settled = async (): Promise<void> => {
  const { sync, memory } = trial().gate.parts
  await vi.waitFor(async () => {
    await sync.catchUp()
    const { failed } = await sync.work()
    await memory.look()
    expect([failed, memory.isFresh()]).toEqual([0, true])
  }, PATIENCE)
}
const token = async (customer: string, more: object = {}): Promise<{ text: string; id: string }> => {
  const { body } = await admin('tokens', { customer, name: 'test', ...more })
  return { text: String(body['token']), id: String(body['id']) }
}
const status = async (text: string, path = PAID): Promise<number> => {
  await trial().gate.parts.memory.look()
  return (await ask(trial().url, path, { token: text })).status
}
const audited = async (action: string, subject: string): Promise<number> => {
  const rows = await db()
    .selectFrom('audit')
    .select('seq')
    .where('action', '=', action)
    .where('subject', '=', subject)
    .execute()
  return rows.length
}

/** Something that is written, and what holds of it however it ended. */
interface Write<Subject> {
  prepare: (customer: string) => Promise<Subject>
  act: (subject: Subject, customer: string) => Promise<unknown>
  /** What was not done is done by doing it again; what was done stays. */
  holds: (subject: Subject, customer: string) => Promise<void>
}

/** The server may still be at a commit whose answer nobody waits for. */
async function silence(): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where application_name = 'keys-gate' and pid <> pg_backend_pid() and state <> 'idle'
    `.execute(db())
    expect(rows).toEqual([])
  }, PATIENCE)
}

/** Ends it at its first statement, at its second, and so on, until it comes to its end. */
async function endAnywhere<Subject>({ prepare, act, holds }: Write<Subject>): Promise<number> {
  let points = 0
  for (const isSent of [false, true]) {
    for (let at = 1; ; at++) {
      const customer = `cus_killed${++names}`
      // Stripe lists what happened in the last minutes; here only what happens from now on.
      trial().stripe.events.length = 0
      const subject = await prepare(customer)
      // Who is new is looked at in the background: that is not what is ended here.
      await settled()
      await silence()
      Object.assign(kill, { at, count: 0, isSent, was: false })
      await act(subject, customer).catch(() => undefined)
      const { was } = kill
      kill.at = Infinity
      if (was) await silence()
      await holds(subject, customer)
      expect((await ask(trial().url, PAID)).status).toBe(401)
      if (!was) break
      points++
    }
  }
  return points
}

afterEach(async () => {
  kill.at = Infinity
  expect((await admin('audit', undefined, 'GET')).body['brokenAt']).toBeNull()
})

test('what Stripe says is known in the end: bought', async () => {
  const points = await endAnywhere({
    // Nothing is known of them before, so that the first event is the first that is heard.
    prepare: () => Promise.resolve(),
    act: async (_subject, customer) => {
      await trial().stripe.set(customer, [FEATURE])
      await trial().gate.parts.sync.work()
    },
    holds: async (_subject, customer) => {
      await settled()
      expect(await status((await token(customer)).text)).toBe(200)
    }
  })
  expect(points).toBeGreaterThan(20)
})

test('what Stripe says is known in the end: no longer paid for', async () => {
  await publish(trial().gate, trial().url, [
    { name: '@keys/runbook-later', version: '1.0.0', title: 'Later', entitlement: FEATURE }
  ])
  await endAnywhere({
    prepare: async (customer) => {
      await trial().stripe.set(customer, [FEATURE])
      await settled()
      return token(customer)
    },
    act: async (_subject, customer) => {
      await trial().stripe.set(customer, [])
      await trial().gate.parts.sync.work()
    },
    holds: async ({ text }, customer) => {
      await settled()
      const windows = await db().selectFrom('windows').selectAll().where('customer', '=', customer).execute()
      expect(windows.map(({ ended_at }) => ended_at !== null)).toEqual([true])
      expect(await audited('entitlements', customer)).toBe(2)
      expect(await status(text)).toBe(200)
    }
  })
})

test('a grant is given whole, with its line in the audit, or not at all', async () => {
  await endAnywhere({
    prepare: (customer) => token(customer),
    act: (_subject, customer) => admin('grants', { customer, feature: FEATURE, kind: 'support' }),
    holds: async ({ text }, customer) => {
      const rows = await db().selectFrom('grants').select('id').where('customer', '=', customer).execute()
      expect(await audited('granted', customer)).toBe(rows.length)
      expect(await status(text)).toBe(rows.length === 0 ? 402 : 200)
    }
  })
})

test('a token is made whole or not at all, and what was made may be used', async () => {
  await endAnywhere({
    prepare: (customer) => Promise.resolve(customer),
    act: (_subject, customer) => admin('tokens', { customer, name: 'killed' }),
    holds: async (_subject, customer) => {
      const rows = await db().selectFrom('tokens').select('id').where('customer', '=', customer).execute()
      const lines = await Promise.all(rows.map(({ id }) => audited('token-created', id)))
      expect(lines).toEqual(rows.map(() => 1))
    }
  })
})

test('a token that was to be revoked is, at the next try at the latest; it is never half revoked', async () => {
  await endAnywhere({
    prepare: async (customer) => {
      const made = await token(customer)
      await admin('grants', { customer, feature: FEATURE, kind: 'support' })
      expect(await status(made.text)).toBe(200)
      return made
    },
    act: ({ id }) => admin(`tokens/${id}`, undefined, 'DELETE'),
    holds: async ({ text, id }) => {
      const isOver = (await trial().gate.parts.tokens.find(id))?.revokedAt !== null
      expect([await audited('token-revoked', id), await status(text)]).toEqual(isOver ? [1, 401] : [0, 200])
      await admin(`tokens/${id}`, undefined, 'DELETE')
      expect(await status(text)).toBe(401)
    }
  })
})

test('a token that was to be replaced has an heir, or goes on as it was', async () => {
  await endAnywhere({
    prepare: async (customer) => {
      await admin('grants', { customer, feature: FEATURE, kind: 'support' })
      return token(customer)
    },
    act: ({ id }) => admin(`tokens/${id}/rotate`, { hours: 24 }),
    holds: async ({ text, id }, customer) => {
      const isReplaced = (await trial().gate.parts.tokens.find(id))?.replaced === true
      const all = await db().selectFrom('tokens').select('id').where('customer', '=', customer).execute()
      expect([await audited('token-rotated', id), all.length]).toEqual(isReplaced ? [1, 2] : [0, 1])
      expect(await status(text)).toBe(200)
    }
  })
})

test('the glass is broken once, with its line in the audit, or can be broken again', async () => {
  await endAnywhere({
    prepare: async (customer) => {
      await trial().stripe.set(customer, [FEATURE])
      await settled()
      await trial().stripe.set(customer, [])
      await settled()
      return token(customer)
    },
    act: ({ text }) => ask(trial().url, '/-/gate/break-glass', { method: 'POST', token: text }),
    holds: async ({ text }, customer) => {
      const given = await db().selectFrom('grants').select('id').where('customer', '=', customer).execute()
      expect(await audited('break-glass', customer)).toBe(given.length)
      const again = await ask(trial().url, '/-/gate/break-glass', { method: 'POST', token: text })
      expect(again.status).toBe(given.length === 0 ? 200 : 409)
    }
  })
})

test('a code signs somebody in, or can be given again', async () => {
  const { logins } = trial().gate.parts
  await endAnywhere({
    prepare: async (customer) => ({ ...(await logins.begin('laptop')), code: await logins.code(customer) }),
    act: ({ id, code }) => logins.approveByCode(id, code),
    holds: async ({ id, secret, code }) => {
      expect(['approved', 'no-code']).toContain(await logins.approveByCode(id, code))
      expect((await logins.poll(secret)).state).toBe('done')
    }
  })
})

test('who paid gets a code, or can load the page again', async () => {
  const { logins, sync } = trial().gate.parts
  await endAnywhere({
    prepare: (customer) => Promise.resolve(`cs_${customer}`),
    act: (session, customer) => logins.codeFor(session, customer),
    holds: async (session, customer) => {
      await logins.codeFor(session, customer)
      const codes = await db().selectFrom('logins').select('id').where('customer', '=', customer).execute()
      expect(codes).toHaveLength(1)
      await sync.work()
    }
  })
})

test('a version that was to be published is, or can be published again', async () => {
  const publisher = await token('own_publisher', { scope: 'publish' })
  const pathOf = (customer: string): string => `/@keys%2frunbook-${customer.slice('cus_'.length)}`
  const put = (customer: string) => {
    const name = decodeURIComponent(pathOf(customer)).slice(1)
    const { body } = samplePack({ name, version: '1.0.0', title: 'Killed', entitlement: FEATURE })
    const headers = { 'content-type': 'application/json' }
    return ask(trial().url, pathOf(customer), {
      method: 'PUT',
      token: publisher.text,
      body: JSON.stringify(body),
      headers
    })
  }
  await admin('grants', { customer: 'cus_reads', feature: FEATURE, kind: 'support' })
  const { text } = await token('cus_reads')
  await endAnywhere({
    prepare: (customer) => Promise.resolve(customer),
    act: (customer) => put(customer),
    holds: async (customer) => {
      expect([201, 409]).toContain((await put(customer)).status)
      expect(await status(text, pathOf(customer))).toBe(200)
    }
  })
})
