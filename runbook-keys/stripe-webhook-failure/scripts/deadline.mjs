// How long Stripe still retries the oldest undelivered event. Stripe lists an event when at least one endpoint lacks it.
import { writeFileSync } from 'node:fs'
import { env } from 'node:process'
import { lines, now, since, undelivered } from './stripe-list.mjs'

if (!(now - since < 30 * 86400)) {
  console.log('out-of-reach')
} else {
  const events = await undelivered()
  const rows = events.map(({ id, created, type }) => `${id} ${created} ${type}`)
  writeFileSync(`${env.EVIDENCE_DIR}/undelivered-before.txt`, lines(rows), { mode: 0o600 })
  writeFileSync(`${env.EVIDENCE_DIR}/event-version.txt`, `${events.at(-1)?.api_version ?? ''}\n`, { mode: 0o600 })
  const oldest = events[0]?.created
  if (oldest) {
    console.log(`undelivered: ${events.length}`)
    console.log(`Stripe stops retrying the oldest: ${new Date((oldest + 3 * 86400) * 1000).toISOString()}`)
    console.log(`the oldest can no longer be listed: ${new Date((oldest + 30 * 86400) * 1000).toISOString()}`)
    console.log('hours since the oldest:')
  }
  console.log(oldest ? Math.floor((now - oldest) / 3600) : 'none')
}
