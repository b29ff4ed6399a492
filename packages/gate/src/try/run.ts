/** The gate to try out: everything on loopback, with a stand-in for Stripe and two packs. */
import { randomBytes } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { startGate, type Gate } from '../gate.js'
import { openLog } from '../observe/logs.js'
import type { OwnPath } from '../http/parts.js'
import type { Settings } from '../settings.js'
import { readCustomer } from '../store/customers.js'
import { samplePack, type Sample } from './packs.js'
import { StripeStandIn } from './stand-in.js'

/** What was started. */
export interface Trial {
  gate: Gate
  stripe: StripeStandIn
  url: string
  /** A token of a customer who has bought nothing yet. */
  token: string
  customer: string
  close: () => Promise<void>
}

/** The customer of the trial. */
const CUSTOMER = 'cus_trial'
/** The feature that unlocks the pack that is paid for. */
export const FEATURE = 'operator-runbooks'

const FREE: Sample = { name: '@keys/runbook-hello', version: '1.0.0', title: 'Hello runbook', entitlement: null }
const PAID: Sample = {
  name: '@keys/runbook-payments-down',
  version: '1.0.0',
  title: 'Payments are down',
  entitlement: FEATURE
}

/** How long buying waits until the gate has heard of it. */
const PATIENCE = 5000

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
  const webhookSecret = `whsec_${randomBytes(16).toString('hex')}`
  const stripe = new StripeStandIn({ webhookSecret, webhookUrl: null })
  const stripeUrl = await stripe.listen()
  const port = options.port ?? (await freePort())
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
      plans: [{ feature: FEATURE, name: 'Operator plan', price: '49 USD a month', url: `${url}/-/gate/plans` }],
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
      paths: [buyPath(stripe)],
      ...(options.now === undefined ? {} : { now: options.now })
    })
    stripe.webhookUrl = `${url}/-/gate/stripe`
    const close = async (): Promise<void> => {
      await gate.close()
      await stripe.close()
    }
    try {
      await publish(gate, url, options.packs ?? PACKS)
      const { text } = await gate.parts.tokens.create(
        {
          customer: CUSTOMER,
          name: 'trial',
          scope: 'read',
          packs: null,
          networks: null,
          manages: true,
          expiresAt: null
        },
        'admin'
      )
      return { gate, stripe, url, token: text, customer: CUSTOMER, close }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await stripe.close()
    throw error
  }
}

/** What a Checkout page does in life: the customer pays, and Stripe tells the gate. */
function buyPath(stripe: StripeStandIn): OwnPath {
  return {
    name: 'trial',
    methods: ['POST'],
    path: /^\/-\/gate\/trial\/(buy|cancel)$/,
    handle: async ({ path }, { database, memory, keeper }) => {
      const buys = path.endsWith('buy')
      await stripe.set(CUSTOMER, buys ? [FEATURE] : [])
      const end = Date.now() + PATIENCE
      while (Date.now() < end) {
        keeper.poke()
        const customer = await readCustomer(database.db, CUSTOMER)
        if ((customer?.windows.some(({ until }) => until === null) ?? false) === buys) break
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await memory.look()
      return {
        status: 200,
        headers: {},
        body: buys ? 'Bought. Install it now.\n' : 'Canceled. What was published until now stays yours.\n'
      }
    }
  }
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
