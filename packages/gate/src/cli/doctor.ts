/** `keys-gate doctor`: whether everything is set up, and who pays and lacks the feature. */
import { diagnose } from '../doctor/diagnose.js'
import { gather } from '../doctor/gather.js'
import { harmless, faultOf } from '../observe/logs.js'
import { readSettings } from '../settings.js'
import { EVENT_TYPES, StripeDoor } from '../stripe/door.js'

/**
 * Runs it.
 * @param environment Variables.
 * @returns Lines for a terminal, and whether all is well.
 */
export async function doctor(
  environment: Readonly<Record<string, string | undefined>>
): Promise<{ lines: string[]; well: boolean }> {
  const read = await readSettings(environment)
  if ('faults' in read) return { lines: read.faults.map((fault) => `no    ${fault}`), well: false }
  const { settings } = read
  const lines = [`yes   ${settings.databaseUrl === null ? 'The embedded database is used.' : 'PostgreSQL is used.'}`]
  const note = (isWell: boolean, text: string): void => void lines.push(`${isWell ? 'yes' : 'no '}   ${text}`)
  const ready = await fetch(`${settings.publicUrl}/-/gate/ready`, { signal: AbortSignal.timeout(5000) }).catch(
    () => null
  )
  note(
    ready?.ok === true,
    ready?.ok === true ? 'The gate answers, and is ready.' : `No gate is ready at ${settings.publicUrl}.`
  )
  const door = new StripeDoor(settings.stripe)
  try {
    const { data } = await door.client.webhookEndpoints.list({ limit: 100 }).catch(() => ({ data: null }))
    if (data === null) lines.push('note  The key may not read webhook endpoints, so their events were not checked.')
    else {
      const mine = data.find(({ url }) => url === `${settings.publicUrl}/-/gate/stripe`)
      const missing = EVENT_TYPES.filter(
        (type) => mine?.enabled_events.includes(type) === false && !mine.enabled_events.includes('*')
      )
      note(
        mine !== undefined,
        mine === undefined
          ? `Stripe has no webhook endpoint for ${settings.publicUrl}/-/gate/stripe.`
          : 'Stripe has the webhook endpoint.'
      )
      if (missing.length > 0) note(false, `The webhook endpoint does not send: ${missing.join(', ')}.`)
    }
    const { subscriptions, features, active } = await gather(door)
    const findings = diagnose(subscriptions, features, active)
    const count = new Set(subscriptions.map(({ customer }) => customer)).size
    note(
      findings.length === 0,
      `Customers with subscriptions compared: ${count}. What does not fit: ${findings.length}.`
    )
    lines.push(...findings.map(({ text }) => `no    ${text}`))
    const sold = new Set(settings.plans.map(({ feature }) => feature))
    const unsold = [...new Set([...features.values()].flat())].filter((feature) => !sold.has(feature))
    if (unsold.length > 0)
      lines.push(`note  KEYS_GATE_PLANS does not name: ${unsold.join(', ')}. Refusals cannot say their price.`)
  } catch (error) {
    note(false, `Stripe does not answer as it should: ${harmless(faultOf(error))}`)
  }
  return { lines, well: !lines.some((line) => line.startsWith('no ')) }
}
