// What several scripts ask of Stripe: the endpoint's types, and lists of events of these types since INCIDENT_START.
import { env } from 'node:process'

export const since = Date.parse(env.INCIDENT_START) / 1000
export const now = Date.now() / 1000
export const withLedger = (env.LEDGER_TABLE || 'stripe_events') !== 'none'

const get = async (path) => {
  const answer = await fetch(env.STRIPE_API_BASE + path, {
    headers: { authorization: `Bearer ${env.STRIPE_SECRET_KEY}` },
    signal: AbortSignal.timeout(20000),
  })
  if (!answer.ok) throw new Error(`the Stripe API answered ${answer.status}`)
  return answer.json()
}

/** Events, oldest first. What the endpoint does not subscribe to is not asked for; Stripe takes 20 types at a time. */
export const list = async (filter) => {
  const types = (await get(`/v1/webhook_endpoints/${env.WEBHOOK_ENDPOINT_ID}`)).enabled_events
  const groups = types.includes('*') ? [[]] : Array.from({ length: Math.ceil(types.length / 20) },
    (_, n) => types.slice(n * 20, n * 20 + 20))
  const events = []
  for (const group of groups) {
    for (let last, more = true; more;) {
      const query = new URLSearchParams({ limit: 100, 'created[gte]': since, ...filter })
      for (const type of group) query.append('types[]', type)
      if (last) query.set('starting_after', last)
      const page = await get(`/v1/events?${query}`)
      events.push(...page.data)
      last = page.data.at(-1)?.id
      more = page.has_more
      if (events.length > 100000) throw new Error('more than 100000 events of these types since INCIDENT_START')
    }
  }
  return events.sort((a, b) => a.created - b.created)
}
export const undelivered = () => list({ delivery_success: 'false' })
export const lines = (all) => all.map((line) => `${line}\n`).join('')
