// @ts-check
// What breaks deliveries, each fixed by the action that the text names.
import {
  failsWith,
  goodRelease,
  newEvent,
  CHECKS,
  COMPARE,
  hoursAgo,
  ledgerAsView,
  manyEvents,
  onlyStripeIsBlocked,
  oldSecret,
  onceEach,
  READ,
  RESEND,
  rightSecret,
  VERIFY
} from './world.js'

const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
const MISMATCH = '@keys/runbook-data-reconciliation-mismatch'

/** @typedef {import('./world.js').StripeScenario} StripeScenario */

/** @type {StripeScenario[]} */
const secret = [
  {
    name: 'the handler has an old signing secret',
    fault: async ({ webhook, stripe }) => {
      webhook.signingSecret = 'whsec_drill_old_secret'
      // More than ten, so that Action 7 settles in between.
      await stripe.emit({ count: 12 })
    },
    manualActions: { 'Action 1': rightSecret },
    before: { 'Step 7': newEvent },
    path: [...READ, 'Action 1', ...COMPARE, ...RESEND],
    fixedBy: 'Action 1',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'handler and operator have the same old secret, and the ledger is a view that somebody vouches for',
    fault: async (world) => {
      await oldSecret(world)
      const { inputs } = await ledgerAsView(world)
      return { inputs: { ...inputs, STRIPE_WEBHOOK_SECRET: 'whsec_drill_old_secret' } }
    },
    decisions: { 'Step 8': 'speaks of a signature', 'Step 5': 'owner of the handler vouches' },
    manualActions: {
      'Action 1': (world) => {
        rightSecret(world)
        return { inputs: { STRIPE_WEBHOOK_SECRET: world.stripe.signingSecret } }
      }
    },
    before: { 'Step 7': newEvent },
    path: [...READ, 'Step 8', 'Action 1', ...COMPARE, ...RESEND],
    // The probe is accepted before and after the action: only real events tell.
    fixedBy: 'Action 7',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'the handler crashes on a bad signature, and does not come up with the new secret',
    fault: async (world) => {
      world.webhook.fault('crashes-on-bad-signature')
      await oldSecret(world)
    },
    manualActions: { 'Action 1': ({ proxy }) => proxy.set('refuse') },
    path: [...READ, 'Action 1'],
    end: 'escalate'
  }
]

/** @type {StripeScenario[]} */
const release = [
  {
    name: 'a release checks a body that was parsed and written again',
    fault: ({ webhook }) => webhook.fault('re-serializes-body'),
    manualActions: { 'Action 2': ({ webhook }) => webhook.fix() },
    path: [...CHECKS, 'Step 1', 'Step 3', 'Action 2', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 2',
    end: 'resolved'
  },
  {
    name: 'a migration added a column that the handler does not fill, then the events cannot be listed',
    fault: async ({ database, stripe }) => {
      await database.query('alter table stripe_events add column tenant text not null')
      await stripe.emit({ count: 3 })
    },
    manualActions: {
      'Action 2': async ({ database }) => {
        await database.query('alter table stripe_events alter tenant set default 1')
      }
    },
    before: { 'Step 7': ({ stripe }) => stripe.setMode('error') },
    path: [...READ, 'Action 2', ...COMPARE],
    fixedBy: 'Action 2',
    end: 'escalate'
  },
  {
    name: 'the release that parses the body is replaced by one that does not start',
    fault: ({ webhook }) => webhook.fault('parses-body-first'),
    manualActions: { 'Action 2': ({ proxy }) => proxy.set('refuse') },
    path: [...READ, 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'the handler acknowledges before it commits',
    fault: async ({ webhook, stripe }) => {
      webhook.fault('acknowledges-before-commit')
      await stripe.emit({ count: 2 })
    },
    manualActions: { 'Action 2': ({ webhook }) => webhook.fix() },
    before: { 'Step 7': [newEvent, newEvent] },
    path: [...READ, ...COMPARE, 'Action 2', ...COMPARE, ...RESEND],
    // The probe of Action 2 cannot see it; the ledger can.
    fixedBy: 'Action 7',
    end: 'resolved',
    invariants: onceEach
  }
]

/** @type {StripeScenario[]} */
const real = [
  {
    name: 'not every instance has got the right secret',
    fault: oldSecret,
    manualActions: { 'Action 1': () => ({ observed: 'the platform shows the new release on one instance' }) },
    path: [...READ, 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'with the right secret the SDK refuses the API version',
    fault: oldSecret,
    manualActions: {
      'Action 1': (world) => {
        rightSecret(world)
        world.webhook.fault('needs-api-version')
      },
      'Action 2': goodRelease
    },
    before: { 'Step 7': async (world) => (await world.stripe.retryPending(), newEvent(world)) },
    path: [...READ, 'Action 1', 'Step 4', 'Action 2', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'fields moved with a new API version, and business code throws on real events alone',
    fault: failsWith('throws-in-business-code'),
    decisions: { 'Step 8': 'an exception of your own code' },
    manualActions: { 'Action 2': goodRelease },
    // Nothing is redelivered before one new real event has shown that the release is good.
    before: { 'Step 7': [() => {}, newEvent] },
    path: [...READ, 'Step 8', 'Action 2', ...COMPARE, 'Step 7', ...RESEND],
    fixedBy: 'Action 7',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'the handler works for longer than Stripe waits',
    fault: failsWith('slow-business-code', 2),
    decisions: { 'Step 8': 'timed out' },
    manualActions: { 'Action 2': goodRelease },
    before: { 'Step 7': newEvent },
    path: [...READ, 'Step 8', 'Action 2', ...COMPARE, ...RESEND],
    fixedBy: 'Action 7',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'the SDK refuses events of this API version',
    fault: failsWith('needs-api-version', 1),
    manualActions: { 'Action 2': goodRelease },
    before: { 'Step 7': async (world) => (await world.stripe.retryPending(), newEvent(world)) },
    path: [...READ, 'Action 2', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'the runtime has no crypto that answers at once',
    fault: failsWith('needs-async-crypto', 1),
    manualActions: { 'Action 2': goodRelease },
    before: { 'Step 7': async (world) => (await world.stripe.retryPending(), newEvent(world)) },
    path: [...READ, 'Action 2', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 2',
    end: 'resolved'
  },
  {
    name: 'the handler has an old secret and refuses types that it does not know: the right secret is not rolled back',
    fault: async (world) => {
      world.webhook.fault('refuses-unknown-types')
      await oldSecret(world)
    },
    manualActions: { 'Action 1': rightSecret },
    before: { 'Step 7': async (world) => (await world.stripe.retryPending(), newEvent(world)) },
    path: [...READ, 'Action 1', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 1',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'there is no ledger, and the owner vouches for a handler that reads the present object',
    fault: async (world) => {
      await oldSecret(world)
      return { inputs: { LEDGER_TABLE: 'none', DATABASE_URL: '' } }
    },
    decisions: { 'Step 5': 'owner of the handler vouches' },
    manualActions: { 'Action 1': rightSecret },
    before: { 'Step 7': newEvent },
    path: [...READ, 'Action 1', ...COMPARE, ...RESEND],
    fixedBy: 'Action 1',
    end: 'resolved',
    invariants: onceEach
  },
  {
    name: 'the endpoint does not subscribe to a type that is missed',
    fault: () => ({ inputs: { NEEDED_TYPES: 'customer.created invoice.paid' } }),
    manualActions: { 'Action 8': ({ stripe }) => void stripe.endpoint.enabled_events.push('customer.created') },
    path: ['Check 1', 'Check 2', 'Action 8', 'Check 3', 'Step 1', 'Step 3', 'Step 4', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 8',
    end: 'resolved'
  },
  {
    name: 'only the addresses of Stripe are blocked, so that a probe gets through, on a day with 25,000 other events',
    fault: onlyStripeIsBlocked,
    before: { 'Step 7': newEvent },
    decisions: { 'Step 8': 'a status that your probe did not get' },
    manualActions: { 'Action 3': ({ stripe, environment }) => void (stripe.endpoint.url = environment.WEBHOOK_URL) },
    path: [...READ, 'Step 8', 'Action 3', ...COMPARE, ...RESEND],
    // A probe gets through before and after: only a real event proves it.
    fixedBy: 'Action 7',
    end: 'resolved'
  },
  {
    name: 'the gateway limits requests with 429',
    fault: ({ proxy }) => proxy.set({ mode: 'status', status: 429 }),
    manualActions: { 'Action 3': ({ proxy }) => proxy.set('ok') },
    path: [...CHECKS, 'Step 1', 'Action 3', ...COMPARE, ...VERIFY],
    fixedBy: 'Action 3',
    end: 'resolved'
  }
]

/** @type {StripeScenario[]} */
const way = [
  {
    name: 'the service refuses connections for more than two days, then the ledger goes away',
    fault: async ({ proxy, stripe }) => {
      await proxy.set('refuse')
      await stripe.emit({ count: 2, ageSeconds: 55 * 3600 })
      return { inputs: { INCIDENT_START: hoursAgo(5 * 24) } }
    },
    manualActions: { 'Action 3': ({ proxy }) => proxy.set('ok') },
    before: {
      'Step 7': newEvent,
      'Action 6': async ({ database }) => {
        await database.query('alter table stripe_events rename to stripe_events_old')
      }
    },
    path: [...CHECKS, 'Step 1', 'Step 2', 'Action 3', ...COMPARE, 'Action 6'],
    fixedBy: 'Action 3',
    end: 'escalate'
  },
  {
    name: 'the clock of the host is fast, then the database goes away',
    fault: ({ webhook }) => webhook.fault('clock-fast'),
    manualActions: { 'Action 3': ({ webhook }) => webhook.fix() },
    before: { 'Step 5': () => ({ inputs: { DATABASE_URL: 'postgresql://127.0.0.1:9/gone?connect_timeout=2' } }) },
    path: [...READ, 'Action 3', 'Step 5', 'Check 1'],
    fixedBy: 'Action 3',
    end: OUTAGE
  },
  {
    name: 'a login page stands before the endpoint, then Stripe refuses the key',
    fault: ({ proxy, webhook }) => proxy.set({ mode: 'status', status: 403, path: webhook.path }),
    manualActions: { 'Action 3': ({ proxy }) => proxy.set('ok') },
    before: { 'Step 6': ({ stripe }) => stripe.setMode('unauthorized') },
    path: [...READ, 'Action 3', 'Step 5', 'Step 6'],
    fixedBy: 'Action 3',
    end: 'escalate'
  },
  {
    name: 'Stripe has another address, and the ledger is a view that nobody vouches for',
    fault: async (world) => {
      world.stripe.endpoint.url += '-old'
      return ledgerAsView(world)
    },
    decisions: { 'Check 2': 'the address shown is wrong', 'Step 5': 'nobody vouches' },
    manualActions: {
      'Action 3': ({ stripe, environment }) => {
        stripe.endpoint.url = environment.WEBHOOK_URL
      }
    },
    path: ['Check 1', 'Check 2', 'Action 3', 'Step 5'],
    end: MISMATCH
  },
  {
    name: 'a proxy drops the signature, and too many events are missing',
    fault: ({ proxy }) => proxy.set({ mode: 'drop-header', header: 'stripe-signature' }),
    manualActions: { 'Action 3': ({ proxy }) => proxy.set('ok') },
    before: { 'Step 7': manyEvents },
    path: [...READ, 'Action 3', ...COMPARE],
    fixedBy: 'Action 3',
    end: 'escalate'
  },
  {
    name: 'the release has the route elsewhere, and the ledger lacks a column',
    fault: async ({ webhook, stripe, database }) => {
      webhook.fault('route-moved')
      await stripe.emit({ count: 2 })
      await database.query('alter table stripe_events drop column error')
      return { inputs: { LEDGER_DONE: 'handled_at' } }
    },
    decisions: { 'Step 5': 'nobody vouches' },
    manualActions: { 'Action 3': ({ webhook }) => webhook.fix() },
    path: [...CHECKS, 'Step 1', 'Action 3', 'Step 5'],
    fixedBy: 'Action 3',
    end: MISMATCH
  }
]

/** @type {StripeScenario[]} */
const endpoint = [
  {
    name: 'the endpoint was switched off',
    fault: async ({ stripe }) => {
      stripe.endpoint.status = 'disabled'
      await stripe.emit({ count: 2 })
    },
    before: { 'Step 7': newEvent },
    path: [...READ, 'Step 5', 'Step 6', 'Action 5', 'Step 7', ...RESEND],
    fixedBy: 'Action 5',
    end: 'resolved',
    invariants: onceEach
  }
]

export const causes = [...secret, ...release, ...real, ...way, ...endpoint]
