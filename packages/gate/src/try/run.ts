/** The gate to try out: everything on loopback, with a stand-in for Stripe and two packs. */
import { randomBytes } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import type { Answer } from '../core/answers.js'
import { startGate, type Gate } from '../gate.js'
import { openLog } from '../observe/logs.js'
import { html, pageAnswer } from '../http/page.js'
import type { OwnPath, Parts } from '../http/parts.js'
import { readBody } from '../http/send.js'
import type { Settings } from '../settings.js'
import { readCustomer } from '../store/customers.js'
import { samplePack, type Sample } from './packs.js'
import { StripeStandIn } from './stand-in.js'

/** What was started. */
export interface Trial {
  gate: Gate
  stripe: StripeStandIn
  url: string
  close: () => Promise<void>
}

/** The feature that unlocks the pack that is paid for. */
export const FEATURE = 'operator-runbooks'

const FREE: Sample = { name: '@keys/runbook-hello', version: '1.0.0', title: 'Hello runbook', entitlement: null }
const PAID: Sample = {
  name: '@keys/runbook-payments-down',
  version: '1.0.0',
  title: 'Payments are down',
  entitlement: FEATURE
}

/** How long buying waits until the gate has heard of it: that takes no time, where the machine has some. */
const PATIENCE = 60_000

/** The packs of the trial. */
export const PACKS: readonly Sample[] = [FREE, PAID]

/** What a trial may be told. */
export interface TrialOptions {
  folder: string
  port?: number
  databaseUrl?: string | null
  packs?: readonly Sample[]
  settings?: Partial<Settings>
  now?: () => number
}

/**
 * Starts it.
 * @param options Where it writes, and on which port it listens.
 * @returns What was started.
 */
export async function startTrial(options: TrialOptions): Promise<Trial> {
  if (options.port !== undefined) return startOn(options.port, options)
  for (;;) {
    try {
      return await startOn(await freePort(), options)
    } catch (error) {
      // Another program took the port while the gate was getting ready: there are more.
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    }
  }
}

async function startOn(port: number, options: TrialOptions): Promise<Trial> {
  const webhookSecret = `whsec_${randomBytes(16).toString('hex')}`
  const stripe = new StripeStandIn({ webhookSecret, webhookUrl: null })
  const stripeUrl = await stripe.listen()
  const url = `http://127.0.0.1:${port}`
  try {
    const settings: Settings = {
      publicUrl: url,
      listen: { host: '127.0.0.1', port },
      scopes: ['@keys'],
      folder: options.folder,
      databaseUrl: options.databaseUrl ?? null,
      store: null,
      pepper: randomBytes(32).toString('hex'),
      adminSecret: randomBytes(32).toString('hex'),
      stripe: { apiKey: 'sk_test_standin', webhookSecrets: [webhookSecret], livemode: false, host: { url: stripeUrl } },
      plans: [{ feature: FEATURE, name: 'Operator plan', price: '49 USD a month', url: `${url}/-/gate/trial/shop` }],
      publishers: [],
      support: null,
      freePackages: [],
      trustedProxies: [],
      longestAge: 72 * 3_600_000,
      writes: true,
      logLevel: 'warn',
      ...options.settings
    }
    const gate = await startGate(settings, {
      log: openLog(settings.logLevel),
      paths: trialPaths(stripe),
      ...(options.now === undefined ? {} : { now: options.now })
    })
    stripe.webhookUrl = `${url}/-/gate/stripe`
    const close = async (): Promise<void> => {
      await gate.close()
      await stripe.close()
    }
    try {
      await publish(gate, url, options.packs ?? PACKS)
      return { gate, stripe, url, close }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await stripe.close()
    throw error
  }
}

/**
 * What the pages of a shop do in life: who comes gets a token, pays, and cancels. Each who comes is a new customer, so that
 * the lines can be pasted once more, for the next package manager.
 */
function trialPaths(stripe: StripeStandIn): OwnPath[] {
  let customers = 0
  const path = (name: string, methods: readonly string[], handle: OwnPath['handle']): OwnPath => ({
    name: 'trial',
    methods,
    path: new RegExp(`^/-/gate/trial/${name}$`),
    handle
  })
  const settleLast = async (buys: boolean, parts: Parts): Promise<Answer> => {
    if (customers === 0) return text('Nobody has a token yet: line 4 makes one.\n')
    await settle(`cus_trial_${customers}`, buys, stripe, parts)
    return text(buys ? 'Bought. Install it now.\n' : 'Canceled. What was published until now stays yours.\n')
  }
  return [
    path('token', ['POST'], async (_exchange, parts) => {
      const customer = `cus_trial_${++customers}`
      const token = await tokenFor(customer, parts)
      await heard(customer, false, parts)
      return text(token)
    }),
    path('buy', ['POST'], (_exchange, parts) => settleLast(true, parts)),
    path('cancel', ['POST'], (_exchange, parts) => settleLast(false, parts)),
    path('shop', ['GET'], ({ query }) => Promise.resolve(shopPage(query.get('client_reference_id') ?? ''))),
    path('pay', ['POST'], async ({ request }, parts) => {
      const reference = new URLSearchParams((await readBody(request, 1000)).toString('utf8')).get('reference') ?? ''
      const customer = `cus_trial_${++customers}`
      const id = `cs_trial_${String(customers).padStart(10, '0')}`
      const created = Math.floor(Date.now() / 1000)
      stripe.sessions.push({ id, customer, features: '', refunded: false, created, reference })
      await settle(customer, true, stripe, parts)
      return { status: 303, headers: { location: `/-/gate/welcome?session=${id}` }, body: '' }
    })
  ]
}

/** Stands where Stripe's own page stands in life. */
function shopPage(reference: string): Answer {
  return pageAnswer(
    200,
    'Operator plan: 49 USD a month',
    html`<p>
        In life this is a page of Stripe. Here nobody pays: the stand-in tells the gate what Stripe would tell it.
      </p>
      <form method="post" action="/-/gate/trial/pay">
        <input name="reference" type="hidden" value="${reference}" /><button>Pay</button>
      </form>`
  )
}

function text(body: string): Answer {
  return { status: 200, headers: {}, body }
}

async function tokenFor(customer: string, { tokens }: Parts): Promise<string> {
  const wanted = { customer, name: 'trial', scope: 'read' as const, packs: null, networks: null, manages: true }
  return (await tokens.create({ ...wanted, expiresAt: null }, 'admin')).text
}

/** Stripe tells the gate; this waits until it has heard. */
async function settle(customer: string, buys: boolean, stripe: StripeStandIn, parts: Parts): Promise<void> {
  await stripe.set(customer, buys ? [FEATURE] : [])
  await heard(customer, buys, parts)
}

async function heard(customer: string, buys: boolean, { database, memory, keeper }: Parts): Promise<void> {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    keeper.poke()
    const known = await readCustomer(database.db, customer)
    const isAnswered = known !== null && known.answeredAt !== null
    if (isAnswered && known.windows.some(({ until }) => until === null) === buys) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await memory.look()
}

/**
 * Publishes packages into a gate that runs, as `npm publish` does.
 * @param gate The gate.
 * @param url Its address.
 * @param packs The packages.
 */
export async function publish(gate: Gate, url: string, packs: readonly Sample[]): Promise<void> {
  const { text, token } = await gate.parts.tokens.create(
    {
      customer: 'own_publisher',
      name: 'publisher',
      scope: 'publish',
      packs: null,
      networks: null,
      manages: false,
      expiresAt: null
    },
    'admin'
  )
  for (const sample of packs) {
    const { name, body } = samplePack(sample)
    const response = await fetch(`${url}/${name.replace('/', '%2f')}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${text}`, 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    // What is there from the last time is as good.
    if (!response.ok && response.status !== 409) throw new Error(`${name} was not published: ${await response.text()}`)
  }
  await gate.parts.tokens.revoke(token.id, 'admin')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
