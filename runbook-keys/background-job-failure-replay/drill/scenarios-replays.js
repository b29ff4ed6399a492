// @ts-check
// Plans that may not be carried out, and replays that have to stop.
import { ASKED, GROUPED, PLANNED, REPLAYED, VOUCHED } from './paths.js'
import { all, effectsOnce, jobsAre } from './proofs.js'
import { archive, closeDatabase, failAfterEffect, inTurn, mailerIs, mailerWasDown, sql, stopWorkers } from './world.js'

const decisions = { 'Step 5': VOUCHED }
const CANARY = [...ASKED, ...PLANNED, 'Action 5']
const RESTORED = [...ASKED, ...PLANNED, 'Action 4']
// A ledger without a unique key, behind a view for which somebody vouched.
const withoutKey = sql(`
  alter table job_effects drop constraint job_effects_pkey;
  alter table job_effects rename to effects_of_jobs;
  create view job_effects as select * from effects_of_jobs;
  alter view job_effects alter column done_at set default now();
  grant select, insert on job_effects to app_web;`)

/** @type {import('./world.js').QueueScenario[]} */
export const replays = [
  {
    name: 'somebody works the dead-letter queue during the replay, and nothing refuses a second effect',
    fault: inTurn(withoutKey, mailerWasDown(3)),
    before: {
      'Action 6': async ({ jobs }) => {
        jobs.fault('naive-effect')
        await jobs.redriveDeadLetters()
        await jobs.settle()
      }
    },
    decisions,
    path: [...ASKED, ...REPLAYED],
    end: 'escalate'
  },
  {
    name: 'the mailer goes down again before the rest is replayed',
    fault: mailerWasDown(3),
    before: { 'Action 6': mailerIs(503) },
    decisions,
    path: [...ASKED, ...REPLAYED],
    end: 'escalate',
    invariants: jobsAre('mail failed 2', 'mail completed 1', 'mail-dead-letters created 3')
  },
  {
    name: 'the database goes away before the rest is replayed',
    fault: mailerWasDown(),
    before: { 'Action 6': closeDatabase },
    decisions,
    path: [...ASKED, ...REPLAYED],
    end: 'escalate',
    invariants: effectsOnce(1)
  },
  {
    name: 'nobody takes the job that is replayed, and then the database goes away',
    fault: async (world) => {
      await mailerWasDown()(world)
      return { inputs: { SETTLE_SECONDS: '1' } }
    },
    before: { 'Action 5': stopWorkers, 'Step 3': closeDatabase },
    decisions,
    path: [...CANARY, 'Step 3'],
    end: 'escalate'
  },
  {
    name: 'a release breaks the handler before the replay',
    fault: mailerWasDown(),
    before: { 'Action 5': ({ jobs }) => jobs.fault('type-error-in-release') },
    decisions,
    path: CANARY,
    end: 'escalate',
    invariants: jobsAre('mail failed 2', 'mail-dead-letters created 3')
  },
  {
    name: 'a replayed job completes without its effect',
    fault: mailerWasDown(),
    before: { 'Action 5': ({ jobs }) => jobs.fault('skips-effect') },
    decisions,
    path: CANARY,
    end: 'escalate',
    invariants: all(effectsOnce(0), jobsAre('mail completed 1', 'mail failed 1', 'mail-dead-letters created 2'))
  },
  {
    name: 'the database goes away before the replay',
    fault: mailerWasDown(),
    before: { 'Action 5': closeDatabase },
    decisions,
    path: CANARY,
    end: 'escalate'
  },
  {
    name: 'one of the archived jobs is deleted before it comes back',
    fault: inTurn(mailerWasDown(), archive),
    before: {
      'Action 4': sql(`delete from pgboss.archive where data ->> 'order' = 'order-1' and name = 'mail'`)
    },
    decisions,
    path: RESTORED,
    end: 'escalate',
    // The rollback has put the other one back, with its true time.
    invariants: async ({ jobs, database }) => {
      await jobs.maintain()
      const back = `select count(*) from pgboss.archive where name = 'mail' and completed_on < now() - interval '12 hours'`
      if ((await database.count(back)) !== 1) throw new Error('the other job is not in the archive')
    }
  },
  {
    name: 'the database goes away before archived jobs are brought back',
    fault: inTurn(mailerWasDown(1), archive),
    before: { 'Action 4': closeDatabase },
    decisions,
    path: RESTORED,
    end: 'escalate'
  },
  {
    name: 'a copy comes while the copies are cancelled',
    fault: inTurn(
      failAfterEffect,
      sql(`
        create function fail_again() returns trigger language plpgsql as
          'begin insert into pgboss.job (name, data) values (new.name, new.data); return null; end';
        create trigger fail_again after update on pgboss.job for each row when (new.state = 'cancelled')
          execute function fail_again();`)
    ),
    decisions,
    path: [...ASKED, ...PLANNED, 'Action 7'],
    end: 'escalate',
    // The rollback has let the cancelled ones wait again.
    invariants: jobsAre('mail failed 2', 'mail-dead-letters created 4')
  },
  {
    name: 'the database goes away before the copies are cancelled',
    before: { 'Action 7': closeDatabase },
    decisions,
    path: [...GROUPED, ...PLANNED, 'Action 7'],
    end: 'escalate'
  },
  {
    name: 'somebody works the dead-letter queue',
    fault: inTurn(mailerWasDown(), sql(`update pgboss.job set state = 'active' where name = 'mail-dead-letters'`)),
    decisions,
    path: [...ASKED, ...PLANNED],
    end: 'escalate'
  },
  {
    name: 'more jobs failed than a night can replay',
    fault: sql(`
      insert into pgboss.job (name, data, state, completed_on, output)
      select 'mail', jsonb_build_object('order', 'order-' || n), 'failed', now(), '{"message": "connect ECONNREFUSED"}'
      from generate_series(1, 10001) as n`),
    decisions,
    path: [...ASKED, ...PLANNED],
    end: 'escalate'
  },
  {
    name: 'the database goes away before the plan',
    fault: mailerWasDown(1),
    before: { 'Step 6': closeDatabase },
    decisions,
    path: [...ASKED, ...PLANNED],
    end: 'escalate'
  },
  {
    name: 'the mailer sends a second mail for a repeated order',
    fault: mailerWasDown(1),
    decisions: { 'Step 5': 'leaves this database' },
    path: [...ASKED, 'Step 5'],
    end: 'escalate',
    invariants: effectsOnce(0)
  }
]
