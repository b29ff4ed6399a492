// @ts-check
// What an author would break by mistake. Each break must make the scenario named by `only` fail.

/** @type {{ name: string, file?: string, replace: [string, string], only: string }[]} */
export const mutations = [
  {
    name: 'another code is expected',
    replace: ['- **If `401` or `403`**: it refuses our credential,', '- **If `402`**: it refuses our credential,'],
    only: 'failed jobs are deleted'
  },
  {
    name: 'a target is swapped',
    replace: ['more than half fail. Continue to [Action 2].', 'more than half fail. Continue to [Step 5].'],
    only: 'a release takes a text for a number'
  },
  {
    name: 'a command is deleted',
    file: 'scripts/cancel-copies.sql',
    replace: [
      `update pgboss.job c set state = 'cancelled', completed_on = now()
  where c.name`,
      `select c.id from pgboss.job c
  where c.name`
    ],
    only: 'the effect is there and the job failed, beside poison'
  },
  {
    name: 'poison is replayed with the rest',
    file: 'scripts/plan.sql',
    replace: [`(class = 'code' and :'fixed' <> 'code fixed ')`, 'false'],
    only: 'the effect is there and the job failed, beside poison'
  },
  {
    name: 'the last look counts only the failures that are left',
    file: 'scripts/whole.sql',
    replace: [`where line <> ''
  union select`, `where false
  union select`],
    only: 'failed jobs are deleted'
  },
  {
    name: 'workers start before anybody has seen what waits',
    replace: [
      'what that is. Continue to [Step 7].',
      'what that is. Continue to [Action 3].'
    ],
    only: 'nobody worked for ten hours, and codes that are stale must not go out'
  }
]
