// @ts-check
// Where the walk ends early: inputs that are wrong, things that do not answer, faults that another runbook fixes.
import { rename, rm } from 'node:fs/promises'
import { CHECKS, COMPARE, hoursAgo, oldSecret, READ, VERIFY } from './world.js'

const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
const CONNECTIONS = '@keys/runbook-postgres-connections-exhausted'
const MISMATCH = '@keys/runbook-data-reconciliation-mismatch'
const LOCKOUT = '@keys/runbook-supabase-rls-lockout-recovery'

/** A port on which nothing listens: discard. */
const NOBODY = 'http://127.0.0.1:9'

/** @typedef {import('./world.js').StripeScenario} StripeScenario */

/** @type {StripeScenario[]} */
const inputs = [
  {
    name: 'inputs are corrected one after the other, then the Stripe API is out of reach',
    fault: ({ stripe }) => {
      // As after a copy from a web page.
      return { inputs: { STRIPE_WEBHOOK_SECRET: `${stripe.signingSecret}\n`, INCIDENT_START: hoursAgo(-1) } }
    },
    before: {
      'Check 1': [
        () => {},
        ({ stripe }) => ({
          inputs: {
            STRIPE_WEBHOOK_SECRET: stripe.signingSecret,
            INCIDENT_START: hoursAgo(2),
            EVIDENCE_DIR: '/dev/null/incident'
          }
        }),
        ({ evidence }) => ({ inputs: { EVIDENCE_DIR: evidence, STRIPE_SECRET_KEY: 'rk_test_of_another_account' } }),
        ({ stripe, environment }) => ({
          inputs: { STRIPE_SECRET_KEY: stripe.apiKey, WEBHOOK_URL: `${environment.WEBHOOK_URL}-old` }
        })
      ],
      'Check 2': [
        () => {},
        () => {},
        ({ environment }) => ({ inputs: { WEBHOOK_URL: environment.WEBHOOK_URL, STRIPE_API_BASE: NOBODY } })
      ]
    },
    decisions: { 'Check 2': ['yours is wrong', 'yours is wrong', 'Otherwise'] },
    path: ['Check 1', 'Check 1', 'Check 1', 'Check 2', 'Check 1', 'Check 2', 'Check 2'],
    end: 'escalate'
  },
  {
    name: 'the start is longer ago than Stripe lists events',
    fault: () => ({ inputs: { INCIDENT_START: hoursAgo(31 * 24) } }),
    path: CHECKS,
    end: MISMATCH
  },
  {
    name: 'the list of events cannot be read',
    before: { 'Check 3': ({ stripe }) => stripe.setMode('error') },
    path: CHECKS,
    end: 'escalate'
  }
]

/** @type {StripeScenario[]} */
const addresses = [
  {
    name: 'the address of the database is wrong in three ways, and each is told apart from an outage',
    before: {
      'Check 1': [
        ({ database }) => ({ inputs: { DATABASE_URL: database.url().replace(`/${database.name}`, '/not-there') } }),
        // Longer than a name may be, so that no name server is asked.
        () => ({ inputs: { DATABASE_URL: `postgresql://app@${'a'.repeat(70)}.invalid/app` } }),
        async ({ database }) => {
          await database.query('create role limited login connection limit 0')
          return { inputs: { DATABASE_URL: database.url('limited') } }
        }
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1'],
    end: CONNECTIONS,
    invariants: async ({ database }) => void (await database.query('drop role limited'))
  }
]

/** @type {StripeScenario[]} */
const unreachable = [
  {
    name: 'the name of the endpoint does not resolve',
    fault: ({ stripe }) => {
      // Longer than a name may be, so that no name server is asked.
      stripe.endpoint.url = `http://${'a'.repeat(70)}.invalid/webhook`
      return { inputs: { WEBHOOK_URL: stripe.endpoint.url } }
    },
    manualActions: { 'Action 3': () => ({ observed: 'the record is set and not yet seen here' }) },
    path: [...CHECKS, 'Step 1', 'Step 2', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'the port of the endpoint does not speak TLS',
    fault: ({ stripe, environment }) => {
      stripe.endpoint.url = environment.WEBHOOK_URL.replace('http:', 'https:')
      return { inputs: { WEBHOOK_URL: stripe.endpoint.url } }
    },
    manualActions: { 'Action 3': () => ({ observed: 'a new certificate, on another port' }) },
    path: [...CHECKS, 'Step 1', 'Step 2', 'Action 3'],
    end: 'escalate'
  },
  {
    name: 'the whole application answers 503',
    fault: ({ proxy }) => proxy.set({ mode: 'status', status: 503 }),
    path: [...CHECKS, 'Step 1', 'Step 2'],
    end: OUTAGE
  },
  {
    name: 'the handler waits for a third party until the gateway gives up',
    fault: async ({ webhook, stripe, proxy }) => {
      webhook.fault('waits-for-third-party')
      await stripe.emit()
      await proxy.set({ mode: 'status', status: 504, path: webhook.path })
    },
    path: [...CHECKS, 'Step 1', 'Step 2', 'Step 3', 'Step 4'],
    end: OUTAGE
  }
]

/** @type {StripeScenario[]} */
const reasons = [
  {
    name: 'the evidence folder is gone when the signed event is sent',
    before: { 'Step 3': ({ evidence }) => rm(evidence, { recursive: true }) },
    path: [...CHECKS, 'Step 1', 'Step 3'],
    end: 'escalate'
  },
  {
    name: 'the log is gone when it is read',
    before: { 'Step 4': ({ app }) => rename(app.logFile, `${app.logFile}.1`) },
    path: READ,
    end: 'escalate'
  },
  {
    name: 'the handler refuses and says nothing',
    fault: async (world) => {
      world.webhook.fault('hides-errors')
      await oldSecret(world)
    },
    decisions: { 'Step 8': 'Otherwise' },
    path: [...READ, 'Step 8'],
    end: 'escalate'
  },
  {
    name: 'the database refuses the role of the handler',
    fault: async ({ database, stripe }) => {
      await database.query('revoke insert on stripe_events from app_web')
      await stripe.emit({ count: 3 })
    },
    path: READ,
    end: LOCKOUT
  }
]

/** @type {StripeScenario[]} */
const ledger = [
  {
    name: 'a false alarm, and a client that left in the log',
    fault: async ({ stripe, app }) => {
      app.logError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
      app.logError(new Error('order 23502 shipped'))
      // More than one page of the list.
      await stripe.emit({ count: 101 })
    },
    path: [...READ, ...COMPARE, ...VERIFY],
    end: 'resolved'
  },
  {
    name: 'the ledger is in a schema that this login may not use',
    fault: async ({ database }) => {
      await database.query('create role ledger_reader login; create schema billing')
      return { inputs: { DATABASE_URL: database.url('ledger_reader'), LEDGER_TABLE: 'billing.stripe_events' } }
    },
    path: [...READ, 'Step 5'],
    end: 'escalate',
    invariants: async ({ database }) => void (await database.query('drop role ledger_reader'))
  },
  {
    name: 'a type is missing, and the Stripe API fails when it is looked whether it was added',
    fault: () => ({ inputs: { NEEDED_TYPES: 'customer.created invoice.paid' } }),
    manualActions: {
      'Action 8': ({ stripe }) => {
        stripe.endpoint.enabled_events.push('customer.created')
        stripe.setMode('error')
      }
    },
    path: ['Check 1', 'Check 2', 'Action 8'],
    rollsBack: false,
    end: 'escalate'
  },
  {
    name: 'the key may not switch the endpoint on, and then Stripe refuses it',
    fault: ({ stripe }) => {
      stripe.endpoint.status = 'disabled'
    },
    before: { 'Action 5': ({ stripe }) => stripe.setMode('unauthorized') },
    path: [...READ, 'Step 5', 'Step 6', 'Action 5'],
    rollsBack: false,
    end: 'escalate'
  }
]

export const stops = [...inputs, ...addresses, ...unreachable, ...reasons, ...ledger]
