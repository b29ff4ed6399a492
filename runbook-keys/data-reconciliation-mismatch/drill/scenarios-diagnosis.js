// @ts-check
// What the snapshot, the comparison and the proof may find that no repair fixes.
import { CHECKED, COMPARED, NAMED, ORPHANED, OUTAGE, comparedOnce } from './paths.js'
import { closeDatabase, comparedBefore, loseEvents, onlyDiffer, orphan, sql, stripeIs } from './world.js'

/** @type {import('@keys/drill').Scenario<import('./world.js').Recon>[]} */
export const diagnosis = [
  {
    name: 'a row has the customer of somebody else, another a status of its own',
    fault: async ({ stripe, database }) => {
      const one = stripe.subscriptions.get('sub_0030')
      if (one) one.customer = 'cus_somebody_else'
      await database.query(`update subscriptions set status = 'archived' where id = 'sub_0031'`)
    },
    before: comparedOnce,
    path: COMPARED,
    end: 'escalate',
    invariants: (world) => onlyDiffer(world, ['sub_0030', 'sub_0031'])
  },
  {
    name: 'a migration has changed more rows than a repair may hide',
    fault: sql(`update subscriptions set price_id = 'price_new' where id < 'sub_0030'`),
    before: comparedOnce,
    decisions: { 'Step 5': 'Otherwise' },
    path: [...COMPARED, 'Step 5'],
    end: 'escalate'
  },
  {
    name: 'a mass differs, and Stripe goes away before ten are asked for',
    fault: sql(`update subscriptions set price_id = 'price_new' where id < 'sub_0030'`),
    before: { ...comparedOnce, 'Step 5': stripeIs('reset') },
    path: [...COMPARED, 'Step 5'],
    end: 'escalate'
  },
  {
    name: 'a mass differs from a list that is older than what Stripe says now',
    fault: sql(`update subscriptions set status = 'unpaid' where id < 'sub_0030'`),
    before: {
      ...comparedOnce,
      'Step 5': ({ stripe }) => {
        for (const one of stripe.subscriptions.values()) if (one.id < 'sub_0030') one.status = 'unpaid'
      }
    },
    path: [...COMPARED, 'Step 5'],
    end: 'escalate',
    // Whoever had repaired by the list would have broken what is right.
    invariants: (world) => onlyDiffer(world, [])
  },
  {
    name: 'a mass of rows is nothing that a repair may touch',
    fault: sql(`update subscriptions set status = 'archived' where id < 'sub_0030'`),
    before: comparedOnce,
    path: [...COMPARED, 'Step 5'],
    end: 'escalate'
  },
  {
    name: 'the database goes away before the differences are read',
    before: { 'Step 2': closeDatabase },
    path: COMPARED,
    end: 'escalate'
  },
  {
    name: 'the database goes away before the cause is looked for',
    fault: loseEvents,
    before: { ...comparedOnce, 'Step 4': closeDatabase },
    path: NAMED,
    end: 'escalate'
  },
  {
    name: 'the database goes away before the orphans are proved',
    fault: orphan,
    before: { ...comparedOnce, 'Step 3': closeDatabase },
    path: ORPHANED,
    end: 'escalate'
  },
  {
    name: 'Stripe goes away before the orphans are proved',
    fault: orphan,
    before: { ...comparedOnce, 'Step 3': stripeIs('reset') },
    path: ORPHANED,
    end: OUTAGE
  },
  {
    name: 'Stripe will not say whether it knows an orphan',
    fault: (world) => {
      orphan(world)
      const refusal = { error: { type: 'invalid_request_error', code: 'account_invalid', message: 'Not allowed' } }
      world.stripe.answers.set('GET /v1/subscriptions/sub_0020', { status: 403, body: refusal })
    },
    before: comparedOnce,
    path: ORPHANED,
    end: 'escalate'
  },
  {
    name: 'the key becomes one of another account, and then Stripe fails',
    fault: orphan,
    before: {
      'Step 2': comparedBefore,
      'Step 3': stripeIs('other-account'),
      'Check 2': [() => {}, stripeIs('error')]
    },
    path: [...ORPHANED, 'Check 1', 'Check 2'],
    end: 'escalate'
  },
  {
    name: 'something before Stripe answers with a page, while events wait for another endpoint',
    fault: async ({ stripe }) => {
      await stripe.emit({ count: 2, ageSeconds: 7200 })
    },
    before: { 'Step 1': stripeIs('not-json') },
    decisions: { 'Check 4': 'another endpoint' },
    path: [...CHECKED, 'Step 1'],
    end: OUTAGE
  }
]
