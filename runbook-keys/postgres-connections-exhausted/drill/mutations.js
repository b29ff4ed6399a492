// @ts-check
// What an author would break: each of these, put into the README or a script, makes its scenario fail.

/** @type {readonly { name: string, file?: string, replace: readonly [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'a swapped target',
    replace: [
      '- **If `idle-in-transaction`**: transactions were opened and forgotten. Continue to [Action 2].',
      '- **If `idle-in-transaction`**: transactions were opened and forgotten. Continue to [Action 3].'
    ],
    only: 'a worker forgets its transactions'
  },
  {
    name: 'sessions of everybody are ended',
    replace: [
      "select count(pg_terminate_backend(pid)) from held where usename = :'role' and class = 'idle' and forgotten;",
      "select count(pg_terminate_backend(pid)) from held where class = 'idle' and forgotten;"
    ],
    only: 'a pool leaks idle sessions'
  },
  {
    name: 'the first who waits is taken for the one who holds',
    replace: ['select holds from edge where holds not in (select waits from edge)', 'select waits as holds from edge'],
    only: 'one session holds a lock and nine wait'
  },
  {
    name: 'limits of roles are not looked at',
    file: 'scripts/used.sql',
    replace: [
      'select case when (select max(used * 100 / greatest(most, 1)) from limits) < 90',
      "select case when (select max(used * 100 / greatest(most, 1)) from limits where what = 'server') < 90"
    ],
    only: 'the limit of the role is reached while the server has room'
  },
  {
    name: 'a deleted command',
    replace: ["alter role :\"role\" set idle_session_timeout = :'limit';\n", ''],
    only: 'a pool leaks idle sessions'
  }
]
