// @ts-check
// Wrong actions that tempt at night, each found out by the text.
import { CHECKS, COMPARE, oldSecret, READ, rightSecret } from './world.js'

/** @typedef {import('./world.js').StripeScenario} StripeScenario */

/** @type {StripeScenario[]} */
export const wrongAction = [
  {
    name: 'the handler answers 200 without processing',
    fault: oldSecret,
    wrongAction: {
      description: 'answers 200 to stop the alarm',
      instead: { 'Action 1': ({ webhook }) => webhook.fault('answers-200-always') }
    },
    // Stripe tries again, is told 2xx, and never sends these events again.
    before: { 'Step 7': ({ stripe }) => stripe.retryPending() },
    manualActions: { 'Action 2': ({ webhook }) => webhook.fix() },
    path: [...READ, 'Action 1', ...COMPARE, 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'the handler no longer checks signatures',
    fault: ({ webhook }) => {
      webhook.signingSecret = 'whsec_drill_old_secret'
    },
    wrongAction: {
      description: 'switches the signature check off',
      instead: { 'Action 1': ({ webhook }) => webhook.fault('skips-signature-check') }
    },
    path: [...READ, 'Action 1', ...COMPARE, 'Verify 1'],
    end: 'escalate'
  },
  {
    name: 'no handler runs, and the gateway answers in its place',
    fault: ({ proxy, webhook }) => proxy.set({ mode: 'status', status: 502, path: webhook.path }),
    wrongAction: {
      description: 'lets the gateway answer 200, so that Stripe is content',
      instead: { 'Action 3': ({ proxy, webhook }) => proxy.set({ mode: 'status', status: 200, path: webhook.path }) }
    },
    path: [...CHECKS, 'Step 1', 'Step 2', 'Step 3', 'Step 4', 'Action 3', ...COMPARE, 'Verify 1'],
    end: 'escalate'
  },
  {
    name: 'another release parses the body too',
    fault: ({ webhook }) => webhook.fault('parses-body-first'),
    wrongAction: {
      description: 'turns the parsed body into text again',
      instead: {
        'Action 2': ({ webhook }) => {
          webhook.fix()
          webhook.fault('re-serializes-body')
        }
      }
    },
    path: [...READ, 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'unsigned events are accepted',
    fault: ({ webhook }) => webhook.fault('skips-signature-check'),
    manualActions: { 'Action 4': ({ webhook }) => webhook.fix() },
    path: [...CHECKS, 'Step 1', 'Action 4'],
    fixedBy: 'Action 4',
    end: 'escalate'
  },
  {
    name: 'unsigned events are accepted, and the service is stopped',
    fault: ({ webhook }) => webhook.fault('skips-signature-check'),
    wrongAction: { description: 'stops the service', instead: { 'Action 4': ({ proxy }) => proxy.set('refuse') } },
    path: [...CHECKS, 'Step 1', 'Action 4'],
    end: 'escalate'
  },
  {
    name: 'unsigned events are accepted, and a secret is set that nobody checks',
    fault: ({ webhook }) => webhook.fault('skips-signature-check'),
    wrongAction: { description: 'sets the secret again', instead: { 'Action 4': rightSecret } },
    path: [...CHECKS, 'Step 1', 'Action 4'],
    end: 'escalate'
  },
  {
    name: 'the secret is rolled at Stripe',
    fault: oldSecret,
    wrongAction: {
      description: 'rolls the signing secret in place of revealing it',
      instead: {
        'Action 1': ({ stripe }) => {
          stripe.signingSecret = 'whsec_drill_rolled_secret'
        }
      }
    },
    path: [...READ, 'Action 1'],
    end: 'escalate'
  },
  {
    name: 'the endpoint is made anew',
    fault: ({ stripe }) => {
      stripe.endpoint.status = 'disabled'
    },
    wrongAction: {
      description: 'deletes the disabled endpoint and makes another one',
      instead: {
        'Action 5': ({ stripe }) => {
          Object.assign(stripe.endpoint, { id: 'we_drill_another', status: 'enabled' })
          stripe.signingSecret = 'whsec_drill_another_secret'
        }
      }
    },
    path: [...READ, 'Step 5', 'Step 6', 'Action 5'],
    end: 'escalate'
  },
  {
    name: 'another endpoint is switched on',
    fault: ({ stripe }) => {
      stripe.endpoint.status = 'disabled'
    },
    wrongAction: { description: 'switches on the endpoint of the other mode', instead: { 'Action 5': () => {} } },
    path: [...READ, 'Step 5', 'Step 6', 'Action 5'],
    end: 'escalate'
  }
]
