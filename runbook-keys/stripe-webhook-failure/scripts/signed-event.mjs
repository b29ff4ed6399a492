// Sends one signed event to the endpoint; when it is refused, a wrongly signed one and the signed one in one line, to
// tell what refuses. The type is `PROBE_TYPE`, or one that Stripe does not know, so that no business code runs. Prints:
// accepted      2xx
// passed        the signature is accepted; the handler refuses the event for a reason of its own
// body-changed  only the event in one line passes: a parser runs before the signature check
// refused, failed (5xx), no-answer
import { createHmac, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { env } from 'node:process'

const saved = `${env.EVIDENCE_DIR}/endpoint.json`
const endpoint = existsSync(saved) ? JSON.parse(readFileSync(saved, 'utf8')) : {}
const known = `${env.EVIDENCE_DIR}/event-version.txt`
const version = endpoint.api_version ?? ((existsSync(known) && readFileSync(known, 'utf8').trim()) || undefined)
const type = env.PROBE_TYPE || 'runbook.probe'
const kind = type.split('.').slice(0, -1).join('.')
const object = env.PROBE_TYPE ? { id: `runbook_probe_${kind}`, object: kind } : {}

const send = async (indent, secret = env.STRIPE_WEBHOOK_SECRET) => {
  const t = Math.floor(Date.now() / 1000)
  const id = `evt_runbook_probe_${randomUUID()}`
  const event = {
    id, object: 'event', ...(version && { api_version: version }), created: t, data: { object },
    livemode: endpoint.livemode ?? false, pending_webhooks: 1, request: { id: null, idempotency_key: null }, type
  }
  const body = JSON.stringify(event, null, indent)
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
  try {
    const answer = await fetch(env.WEBHOOK_URL, {
      method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(10000), body,
      headers: { 'content-type': 'application/json', 'stripe-signature': `t=${t},v1=${v1}` },
    })
    const skew = Math.round((Date.parse(answer.headers.get('date')) - Date.now()) / 1000)
    return { status: answer.status, skew, text: (await answer.text()).slice(0, 500) }
  } catch (error) {
    return { status: 0, text: String(error.cause?.code ?? error.name) }
  }
}
const SIGNATURE = /signature|tolerance|SubtleCrypto|webhook secret|must be provided as a string or a Buffer/i
const ok = ({ status }) => status >= 200 && status < 300
// Ids, times and counters differ from answer to answer.
const plain = ({ status, text }) => `${status} ${text.replace(/[0-9a-f-]{6,}|\d+/gi, '#')}`

const first = await send(2)
let word = 'accepted'
if (!ok(first)) {
  const wrong = first.status === 0 ? first : await send(2, `whsec_${randomUUID()}`)
  const passes = (answer) => ok(answer) || (!SIGNATURE.test(answer.text) && plain(answer) !== plain(wrong))
  const refused = first.status >= 400 && first.status < 500
  if (refused && passes(first)) word = 'passed'
  else if (refused && passes(await send(0))) word = 'body-changed'
  else word = first.status >= 500 ? 'failed' : first.status === 0 ? 'no-answer' : 'refused'
}
writeFileSync(`${env.EVIDENCE_DIR}/signed-probe.txt`, `${word} ${first.status}\n${first.text}\n`, { mode: 0o600 })
if (word === 'accepted' || word === 'passed') {
  writeFileSync(`${env.EVIDENCE_DIR}/fixed-at.txt`, `${Math.floor(Date.now() / 1000)}\n`, { mode: 0o600 })
}
console.log(`status: ${first.status}, the clock of the host is off by: ${first.skew ?? 'unknown'} s`)
console.log(first.text.slice(0, 200).replace(/\s+/g, ' '))
console.log(word)
