// @ts-check
// The rehearsal of this runbook: Stripe's own SDK on both ends, a handler as it is shipped, a real ledger.
import { join } from 'node:path'
import { addWebhook, createAppTables, defineDrill, startApp, startPostgres, startStripe } from '@keys/drill'

const MENDED = ['Step 5', 'Step 6', 'Step 7', 'Action 6', 'Action 7', 'Verify 1', 'Verify 2', 'Verify 3']

export const drill = defineDrill({
  parts: async (scope) => ({ postgres: await startPostgres(scope) }),

  world: async ({ parts: { postgres }, scope }) => {
    const database = await postgres.createDatabase('stripe', { scope })
    await createAppTables(database)
    const stripe = await startStripe(scope)
    const app = await startApp(scope)
    const webhook = addWebhook(app, { database, signingSecret: stripe.signingSecret })
    stripe.endpoint.url = webhook.url
    const start = new Date(Date.now() - 2 * 3600 * 1000).toISOString()
    return {
      database,
      stripe,
      app,
      webhook,
      environment: {
        DATABASE_URL: database.url(),
        EVIDENCE_DIR: join(await scope.folder('evidence'), 'incident'),
        HANDLER_LOG: app.logFile,
        INCIDENT_START: start.replace(/\.\d+Z$/, 'Z'),
        STRIPE_API_BASE: stripe.apiBase,
        STRIPE_SECRET_KEY: stripe.apiKey,
        STRIPE_WEBHOOK_SECRET: stripe.signingSecret,
        WEBHOOK_ENDPOINT_ID: stripe.endpoint.id,
        WEBHOOK_URL: webhook.url
      }
    }
  },

  scenarios: [
    {
      name: 'the handler has an old signing secret',
      fault: async ({ webhook, stripe }) => {
        webhook.signingSecret = 'whsec_drill_old_secret'
        await stripe.emit({ count: 3 })
      },
      deeds: {
        'Action 1': ({ webhook, stripe }) => {
          webhook.signingSecret = stripe.signingSecret
        }
      },
      path: ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 3', 'Step 4', 'Action 1', ...MENDED],
      mends: 'Action 1',
      end: 'resolved'
    },
    {
      name: 'the handler answers 200 without processing',
      fault: async ({ webhook, stripe }) => {
        webhook.signingSecret = 'whsec_drill_old_secret'
        await stripe.emit({ count: 3 })
      },
      tempting: {
        words: 'answers 200 to stop the alarm',
        instead: { 'Action 1': ({ webhook }) => webhook.fault('answers-200-always') }
      },
      path: ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 3', 'Step 4', 'Action 1', 'Step 5'],
      end: 'escalate'
    }
  ]
})
