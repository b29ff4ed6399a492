// @ts-check
// What an author would break: each of these, put into the README, makes its scenario fail.

/** @type {readonly { name: string, file?: string, replace: readonly [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'another expected code',
    replace: ['- **If `42P17` or `54001`', '- **If `42P18` or `54001`'],
    only: 'a policy reads its own table'
  },
  {
    name: 'a swapped target',
    replace: ['its grant is not. Continue to [Action 1].', 'its grant is not. Continue to [Action 2].'],
    only: 'users have no right to the table'
  },
  {
    name: 'a deleted command',
    file: 'scripts/index.sql',
    replace: ['create index concurrently runbook_rls_tenant on :tbl (:"col");\n', ''],
    only: 'the policy is slow and the index is gone'
  },
  {
    name: 'a probe that does not count foreign rows',
    file: 'scripts/probe.sql',
    replace: ["when greatest(:a_foreign, :b_foreign, :anon_rows) > 0 then 'leaks'", "when false then 'leaks'"],
    only: 'row level security is switched off'
  },
  {
    name: 'the password stands in the arguments',
    file: 'scripts/check.sh',
    replace: [
      "psql -wXqAtc 'select 1'",
      "psql \"postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE\" -wXqAtc 'select pg_sleep(0.3)'"
    ],
    only: 'the membership of the user is gone'
  },
  {
    name: 'a wrong password counts as an outage',
    file: 'scripts/check.sh',
    replace: [
      "*) printf 'wrong-login\\n'",
      "*) printf 'no-answer\\n'"
    ],
    only: 'the address of the database is wrong in four ways, and each is told apart from an outage'
  }
]
