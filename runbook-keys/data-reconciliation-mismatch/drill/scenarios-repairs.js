// @ts-check
// Faults that the runbook fixes, and repairs that find the world changed.
import { readFile } from 'node:fs/promises'
import { fillSubscriptions, makeSubscription, subscriptionRow } from '@keys/drill-kit'
import { CHECKED, COMPARED, ORPHANED, OUTAGE, REHEARSED, REPAIRED, VERIFIED, comparedOnce, repairing } from './paths.js'
import {
  LOST,
  ROLE,
  closeDatabase,
  comparedBefore,
  leftOthersAlone,
  letTimePass,
  loseEvents,
  onlyDiffer,
  orphan,
  sql,
  statusIsEnum,
  stripeIs,
  writeLive
} from './world.js'

/** @type {import('@keys/drill').Scenario<import('./world.js').Recon>[]} */
export const repairs = [
  {
    name: 'events were lost: rows are missing and rows are stale',
    fault: async (world) => {
      // A second page, and one canceled subscription that the table need not have.
      const more = Array.from({ length: 70 }, (_, n) => makeSubscription(100 + n, { livemode: true }))
      for (const one of more) world.stripe.subscriptions.set(one.id, one)
      await fillSubscriptions(world.database, more.map(subscriptionRow))
      await loseEvents(world)
      await world.database.query(`delete from subscriptions where id = 'sub_0007'`)
      await statusIsEnum(world)
    },
    before: {
      // Stripe asks for patience once; what differs only in the first comparison was on its way.
      'Step 1': [
        async (world) => {
          world.stripe.setMode('rate-limited', 1)
          await world.database.query(`update subscriptions set status = 'unpaid' where id = 'sub_0012'`)
        },
        async (world) => {
          await letTimePass(world)
          await writeLive(world, 'sub_0012', 'paused')
        }
      ]
    },
    ...repairing,
    path: [...COMPARED, 'Step 1', 'Action 1', 'Step 2', 'Step 4', 'Action 3', 'Action 4', 'Action 5', ...VERIFIED],
    fixedBy: 'Action 4',
    end: 'resolved',
    invariants: async (world) => {
      // The canceled one stays away.
      await onlyDiffer(world, ['sub_0007'])
      await leftOthersAlone(world)
      const repaired = await world.database.count('select count(*) from runbook_recon.repaired')
      if (repaired !== LOST) throw new Error(`${repaired} rows were repaired, and ${LOST} were broken`)
    }
  },
  {
    name: 'a backfill without canceled ones left half of the table active, and its cause is named',
    fault: sql(`update subscriptions set status = 'incomplete' where id like 'sub_%' and id < 'sub_0030'`),
    before: comparedOnce,
    decisions: { ...repairing.decisions, 'Step 5': 'cause is named' },
    manualActions: repairing.manualActions,
    path: [...COMPARED, 'Step 5', 'Action 3', 'Action 4', 'Action 5', ...VERIFIED],
    fixedBy: 'Action 4',
    end: 'resolved',
    invariants: leftOthersAlone
  },
  {
    name: 'Stripe does not know a row',
    fault: orphan,
    before: comparedOnce,
    path: [...ORPHANED, 'Action 2', 'Step 2', ...VERIFIED],
    fixedBy: 'Action 2',
    end: 'resolved',
    invariants: async (world) => {
      // The row and its access stay until its owner decides.
      await onlyDiffer(world, ['sub_0020'])
      await leftOthersAlone(world)
    }
  },
  {
    name: 'live events heal every row before the repair, and the next day one is lost again',
    fault: sql(`update subscriptions set status = 'unpaid' where id = 'sub_0003'`),
    before: {
      'Step 2': [comparedBefore, () => {}],
      'Action 3': (world) => writeLive(world, 'sub_0003', 'trialing'),
      'Verify 3': sql(`delete from subscriptions where id = 'sub_0004'`),
      'Step 1': [() => {}, () => {}, closeDatabase]
    },
    ...repairing,
    path: [...REHEARSED, 'Step 1', 'Action 1', 'Step 2', ...VERIFIED, 'Step 1', 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'both sides agree, and the next day the key is revoked',
    before: { ...comparedOnce, 'Verify 3': stripeIs('unauthorized') },
    path: [...COMPARED, ...VERIFIED],
    end: 'escalate'
  },
  {
    name: 'another repair runs between the drill and the repair',
    fault: async (world) => {
      await loseEvents(world)
      await statusIsEnum(world)
      // Each write gets its time from a trigger, as in many schemas.
      await world.database.query(`
        create function stamp() returns trigger language plpgsql as
          'begin new.updated_at = clock_timestamp(); return new; end';
        create trigger stamp before insert or update on subscriptions for each row execute function stamp();`)
    },
    before: {
      ...comparedOnce,
      'Action 3': (world) => writeLive(world, 'sub_0001', 'active'),
      'Action 4': sql(`delete from subscriptions where id = 'sub_0001'`)
    },
    ...repairing,
    path: REPAIRED,
    end: 'escalate',
    // What was repaired is rolled back, row by row, from its before-image.
    invariants: (world) => onlyDiffer(world, ['sub_0001', 'sub_0002', 'sub_0003', 'sub_0008', 'sub_0010'])
  },
  {
    name: 'a column that may not be null refuses the missing rows',
    fault: async (world) => {
      await loseEvents(world)
      await world.database.query(`
        alter table subscriptions add column account int;
        update subscriptions set account = 1;
        alter table subscriptions alter account set not null;`)
    },
    before: comparedOnce,
    ...repairing,
    path: REHEARSED,
    end: 'escalate',
    invariants: (world) => onlyDiffer(world, ['sub_0001', 'sub_0002', 'sub_0003', 'sub_0008', 'sub_0010'])
  },
  {
    name: 'the database goes away before the drill',
    fault: loseEvents,
    before: { ...comparedOnce, 'Action 3': closeDatabase },
    ...repairing,
    path: [...REHEARSED, 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'the database goes away before the repair',
    fault: loseEvents,
    before: { ...comparedOnce, 'Action 4': closeDatabase },
    ...repairing,
    path: REPAIRED,
    end: 'escalate'
  },
  {
    name: 'the database goes away before the orphans are set aside',
    fault: orphan,
    before: { ...comparedOnce, 'Action 2': closeDatabase },
    path: [...ORPHANED, 'Action 2'],
    end: 'escalate'
  },
  {
    name: 'the database goes away before the snapshot is loaded',
    before: { 'Action 1': closeDatabase },
    path: [...CHECKED, 'Step 1', 'Action 1', 'Check 1'],
    end: OUTAGE
  },
  {
    name: 'a colleague has loaded the same snapshot',
    before: {
      'Action 1': async ({ database, evidence }) => {
        const t0 = (await readFile(evidence('t0.txt'), 'utf8')).trim()
        await database.query(`
          set role ${ROLE};
          create schema runbook_recon;
          create table runbook_recon.run (run int generated always as identity primary key,
            t0 timestamptz not null unique, compared bigint not null);
          insert into runbook_recon.run (t0, compared) values ('${t0}', 61);
          reset role;`)
      }
    },
    path: [...CHECKED, 'Step 1', 'Action 1'],
    end: 'escalate',
    invariants: async ({ database }) => {
      const left = await database.count('select count(*) from runbook_recon.run')
      if (left !== 0) throw new Error('the rollback has left the comparison')
    }
  }
]
