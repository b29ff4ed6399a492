/** Webhooks of Stripe: checked, stored, answered; the work comes afterwards. */
import { errorAnswer, type Answer } from '../core/answers.js'
import type { Exchange, Parts } from './parts.js'
import { readBody } from './send.js'

const LARGEST = 1_000_000

/** Takes one in. Only what is stored is answered with 200: everything else Stripe sends again. */
export async function handleWebhook({ request }: Exchange, parts: Parts): Promise<Answer> {
  const { metrics, stripe, keeper, log, now } = parts
  const signature = request.headers['stripe-signature']
  if (typeof signature !== 'string') return refused('signature', parts)
  const read = stripe.eventOf(await readBody(request, LARGEST), signature, now())
  if ('fault' in read) return refused(read.fault, parts)
  const { event } = read
  if (event === null) {
    metrics.webhooks.inc({ result: 'ignored' })
    return { status: 200, headers: {}, body: { received: true } }
  }
  const isNew = await parts.sync.takeEvent(event)
  metrics.webhooks.inc({ result: isNew ? 'taken' : 'known' })
  log.info({ event: event.id, type: event.type, customer: event.customer }, isNew ? 'webhook taken' : 'webhook known')
  keeper.poke()
  return { status: 200, headers: {}, body: { received: true } }
}

const FAULTS = {
  signature: 'The signature does not fit the body, or is too old. Check STRIPE_WEBHOOK_SECRET and the clock.',
  livemode: 'This event is of the other mode of Stripe: test and live do not mix.',
  account: 'This event is of a connected account. Let the endpoint listen to events on your account only.',
  unreadable: 'This is not an event.'
}

function refused(fault: keyof typeof FAULTS, { metrics, log }: Parts): Answer {
  metrics.webhooks.inc({ result: fault })
  log.warn({ reason: fault }, 'webhook refused')
  return errorAnswer(400, fault, FAULTS[fault])
}
