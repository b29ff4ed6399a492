// @ts-check
// The dependency is well, and the application fails all the same.
import { addDependency, createAppTables, startFaultProxy, startPostgres } from '@keys/drill-kit'
import { all, answers, noUsers, ours } from './world.js'

/** @typedef {import('./world.js').OutageAction} OutageAction */
/** @typedef {import('./world.js').OutageScenario} OutageScenario */

const SEEN = ['Check 1', 'Check 2', 'Check 3', 'Step 1', 'Step 4']

/** What the application takes to get out does not listen. @type {OutageAction} */
async function wayOutIsClosed({ scope, upstream, dependency }) {
  const wayOut = await startFaultProxy(scope, upstream)
  dependency.dependencyUrl = `${wayOut.url}/price`
  await wayOut.set('refuse')
}

/** The route looks into a database, and a right of the application's login is gone. @type {OutageAction} */
async function rightIsRevoked({ scope, app, dependency }) {
  const postgres = await startPostgres(scope)
  const database = await postgres.createDatabase('outage', { scope })
  await createAppTables(database)
  const { dependencyUrl, dependencyToken } = dependency
  addDependency(app, { dependencyUrl, dependencyToken, database })
  await database.query('revoke select on subscriptions from app_web')
}

/** The route looks into a database that takes no further connection of the application. @type {OutageAction} */
async function connectionsAreUsedUp({ scope, app, dependency }) {
  const postgres = await startPostgres(scope)
  const database = await postgres.createDatabase('outage', { scope })
  await createAppTables(database)
  await database.query('alter role app_web connection limit 0')
  const { dependencyUrl, dependencyToken } = dependency
  addDependency(app, { dependencyUrl, dependencyToken, database })
}

/** @type {readonly OutageScenario[]} */
export const ownSide = [
  {
    name: 'a release of ours is broken',
    fault: ours('broken-release'),
    decisions: { 'Step 4': 'a release' },
    manualActions: { 'Action 4': ({ dependency }) => dependency.fix('broken-release') },
    path: [...SEEN, 'Action 4', 'Verify 1', 'Verify 2', 'Verify 3'],
    fixedBy: 'Action 4',
    end: 'resolved'
  },
  {
    name: 'our way out is closed, and the repair takes the application down',
    fault: all(noUsers, wayOutIsClosed),
    manualActions: { 'Action 4': ({ app }) => app.stop() },
    path: [...SEEN, 'Action 4'],
    end: 'escalate'
  },
  {
    name: 'the time-out is raised where our way out is closed',
    fault: all(noUsers, wayOutIsClosed),
    wrongAction: {
      description: 'raises the time-out, to give it more time',
      instead: {
        'Action 4': ({ dependency }) => {
          dependency.switches.dependency_timeout_ms = 30_000
        }
      }
    },
    path: [...SEEN, 'Action 4'],
    end: 'escalate'
  },
  {
    name: 'a right in the database is gone',
    fault: all(noUsers, rightIsRevoked),
    path: SEEN,
    end: '@keys/runbook-supabase-rls-lockout-recovery'
  },
  {
    name: 'the connections to our database are used up, and the dependency is well',
    fault: all(noUsers, connectionsAreUsedUp),
    path: SEEN,
    end: '@keys/runbook-postgres-connections-exhausted'
  },
  {
    name: 'it is over, and comes back while it is proven',
    fault: noUsers,
    before: { 'Verify 1': answers(503) },
    path: [...SEEN, 'Verify 1'],
    end: 'escalate'
  }
]
