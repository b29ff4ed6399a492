// @ts-check
// Wrong actions that tempt. The runbook's own verification finds each of them out.
import { ORPHANED, REPAIRED, comparedOnce, repairing } from './paths.js'
import { LOST, loseEvents, noteRepaired, onlyDiffer, orphan, sql, writeLive } from './world.js'

const BULK = `update subscriptions l set status = d.stripe_status, price_id = coalesce(d.stripe_price, l.price_id)
  from runbook_recon.diff d join runbook_recon.pair p using (run) where d.id = l.id and d.kind = 'stale'`

// What a handler without a fence makes of events that are older than the repair.
const REDELIVERED = `
  update subscriptions set status = 'past_due', updated_at = now() where id = 'sub_0003';
  update subscriptions set price_id = 'price_old', updated_at = now() where id = 'sub_0008';
  update subscriptions set status = 'canceled', updated_at = now() where id = 'sub_0010';`

/** @type {import('@keys/drill').Scenario<import('./world.js').Recon>[]} */
export const wrongAction = [
  {
    name: 'the list was asked for without the canceled ones',
    fault: ({ stripe }) => {
      stripe.onRequest = (_path, query) => query.delete('status')
    },
    before: comparedOnce,
    wrongAction: { description: 'takes the list as it comes, without status=all', instead: {} },
    path: ORPHANED,
    end: 'escalate',
    invariants: (world) => onlyDiffer(world, [])
  },
  {
    name: 'rows are overwritten in bulk',
    fault: loseEvents,
    // A live event comes first: one row is newer than the snapshot, although it says what it said.
    before: { ...comparedOnce, 'Step 4': (world) => writeLive(world, 'sub_0003', 'past_due') },
    ...repairing,
    wrongAction: {
      description: 'overwrites every row that differed, without looking at its time',
      instead: {
        'Action 4': async (world) => {
          await world.database.query(BULK)
          await world.database.query(`
            insert into subscriptions (id, customer_id, status, price_id)
            select id, stripe_customer, stripe_status, stripe_price from runbook_recon.open where kind = 'missing'`)
          await noteRepaired(world, LOST)
        }
      }
    },
    path: REPAIRED,
    end: 'escalate'
  },
  {
    name: 'Stripe is made to agree with the table',
    fault: loseEvents,
    before: comparedOnce,
    ...repairing,
    wrongAction: {
      description: 'changes the subscriptions at Stripe to what the table says',
      instead: {
        'Action 4': async (world) => {
          for (const id of ['sub_0001', 'sub_0002']) world.stripe.subscriptions.delete(id)
          for (const id of ['sub_0003', 'sub_0008', 'sub_0010']) {
            const one = world.stripe.subscriptions.get(id)
            if (one) one.status = 'canceled'
          }
          await noteRepaired(world, LOST)
        }
      }
    },
    path: REPAIRED,
    end: 'escalate'
  },
  {
    name: 'the row that the repair left alone is overwritten',
    fault: loseEvents,
    before: { ...comparedOnce, 'Action 4': (world) => writeLive(world, 'sub_0003', 'canceled') },
    ...repairing,
    wrongAction: {
      description: 'writes the old snapshot over the row that a live event came first to',
      instead: { 'Action 5': sql(BULK) }
    },
    path: [...REPAIRED, 'Action 5', 'Verify 1'],
    end: 'escalate',
    invariants: (world) => onlyDiffer(world, ['sub_0003'])
  },
  {
    name: 'lost events are redelivered while the repair runs',
    fault: loseEvents,
    before: comparedOnce,
    ...repairing,
    wrongAction: {
      description: 'redelivers all old events beside the repair, and the handler writes what each of them says',
      instead: {
        'Action 4': async (world) => {
          await sql(`select runbook_recon.repair(100); ${REDELIVERED}`)(world)
          await noteRepaired(world, LOST)
        }
      }
    },
    path: [...REPAIRED, 'Action 5', 'Verify 1'],
    end: 'escalate',
    invariants: (world) => onlyDiffer(world, ['sub_0003', 'sub_0008', 'sub_0010'])
  },
  {
    name: 'an orphan is deleted',
    fault: orphan,
    before: comparedOnce,
    wrongAction: {
      description: 'deletes the rows that Stripe does not know',
      instead: { 'Action 2': sql(`delete from subscriptions where id = 'sub_0020'`) }
    },
    path: [...ORPHANED, 'Action 2'],
    end: 'escalate'
  }
]
