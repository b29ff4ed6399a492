// @ts-check
// Where the text sends the operator back, on to somebody else, or to another runbook.
import assert from 'node:assert/strict'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { broken, goesAway, rulesBefore, slowPolicyWithoutIndex } from './world.js'

/** @typedef {import('./world.js').RlsAction} RlsAction */
/** @typedef {import('./world.js').RlsScenario} RlsScenario */
/** @typedef {import('./world.js').RlsWorld} RlsWorld */

const CHECKED = ['Check 1', 'Check 2', 'Check 3']
const MEASURED = [...CHECKED, 'Step 1']
const UNTIL_THE_SAME = [...MEASURED, 'Step 3', 'Step 4', 'Step 7']
const UNWANTED = { 'Step 6': 'all of it is unwanted' }
const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
const CONNECTIONS = '@keys/runbook-postgres-connections-exhausted'

/** @param {'no_member' | 'no_bypass' | 'no_owner'} login @returns {RlsAction} */
const logsInAs =
  (login) =>
  ({ supabase }) => ({ inputs: { DATABASE_URL: supabase.database.url(login) } })

/**
 * Leaves a step through its `exit` branch: the database refuses connections from this step on.
 * @param {string} step
 * @param {readonly string[]} path Up to the step, with it.
 * @param {RlsAction} [fault]
 * @param {string} [end]
 * @returns {RlsScenario}
 */
function lostAt(step, path, fault, end = 'escalate') {
  return {
    name: `the database goes away before ${step}`,
    fault,
    before: { [step]: goesAway },
    decisions: { ...UNWANTED, [step]: 'Otherwise' },
    manualActions: { 'Action 4': () => {} },
    path,
    end,
    rollsBack: false
  }
}

/** @type {RlsAction} */
async function holdsTheTable({ supabase }) {
  await supabase.database.hold('lock table invoices in access exclusive mode')
}

/** What is right, but for one input. @param {(world: RlsWorld) => Record<string, string>} wrong @returns {RlsAction} */
const mistypes = (wrong) => (world) => ({
  inputs: { ...world.inputs, ...wrong(world) }
})

/** @type {RlsAction} */
async function readsAClosedTable({ supabase }) {
  await supabase.asOwner(`create table public.team_members (user_id uuid, tenant_id int);
    alter table public.team_members enable row level security;
    grant select on public.team_members to authenticated;
    alter policy "tenant select" on invoices using (tenant_id in (
      select m.tenant_id from public.team_members m where m.user_id = auth.uid()))`)
}

const EARLIER = '-- the rules before the first action\n'

/** An earlier run in this folder has saved the state from before its first action. @type {RlsAction} */
async function savedBefore({ environment: { EVIDENCE_DIR } }) {
  await mkdir(EVIDENCE_DIR, { recursive: true })
  await writeFile(join(EVIDENCE_DIR, 'policies-before.sql'), EARLIER)
}

/** @type {RlsScenario} */
const wrongInputs = {
  name: 'the operator mistypes one input after the other',
  before: {
    'Check 1': [
      mistypes(() => ({ AFFECTED_CLAIMS: JSON.stringify({ role: 'service_role' }) })),
      mistypes(({ inputs }) => ({ EVIDENCE_DIR: join(inputs.GOOD_POLICIES, 'not-a-folder') })),
      mistypes(() => ({ RLS_TABLE: 'public.invoice' })),
      mistypes(() => ({ TENANT_COLUMN: 'tenant' })),
      mistypes(() => ({ OTHER_TENANT: '77' })),
      mistypes(() => ({ OTHER_TENANT: 'two' })),
      mistypes(() => ({}))
    ]
  },
  decisions: { 'Check 3': 'made for this incident', 'Step 7': 'Otherwise' },
  path: [
    'Check 1',
    'Check 1',
    'Check 1',
    'Check 2',
    'Check 1',
    'Check 2',
    ...MEASURED,
    ...MEASURED,
    ...MEASURED,
    'Step 4',
    'Step 7'
  ],
  end: 'escalate'
}

/**
 * A fault that is not for whoever works with this runbook alone.
 * @param {string} name
 * @param {RlsAction} fault
 * @param {readonly string[]} path
 * @param {Partial<RlsScenario>} [more]
 * @returns {RlsScenario}
 */
const notOurs = (name, fault, path, more = {}) => ({ name, fault, path, end: 'escalate', ...more })

/** @type {readonly RlsScenario[]} */
const others = [
  notOurs('row level security is off', broken('rls-off'), ['Check 1', 'Check 2']),
  notOurs('the login may not take on the roles of users', logsInAs('no_member'), ['Check 1', 'Check 2']),
  notOurs('the login is subject to policies', logsInAs('no_bypass'), ['Check 1', 'Check 2']),
  notOurs('the login does not own the table', logsInAs('no_owner'), ['Check 1', 'Check 2']),
  notOurs(
    'the login may not use the schema',
    async (world) => {
      await world.supabase.database.query('revoke usage on schema public from no_member')
      return logsInAs('no_member')(world)
    },
    ['Check 1', 'Check 2'],
    { decisions: { 'Check 2': 'Otherwise' } }
  ),
  notOurs('rows of all tenants are open', broken('using-true'), MEASURED),
  notOurs('a policy divides by zero', broken('division-by-zero'), MEASURED),
  notOurs('a migration drops the table meanwhile', () => {}, MEASURED, {
    before: { 'Step 1': ({ supabase }) => supabase.asOwner('drop table invoices') },
    decisions: { 'Step 1': 'Otherwise' }
  }),
  {
    name: 'a policy reads a table that shows its rows to no user',
    fault: readsAClosedTable,
    before: {
      'Step 1': async ({ environment }) =>
        copyFile(join(environment.EVIDENCE_DIR, 'policies-before.sql'), environment.GOOD_POLICIES),
      'Check 1': [() => {}, goesAway]
    },
    path: [...MEASURED, 'Step 3', 'Step 4', 'Check 1'],
    end: OUTAGE
  },
  notOurs('an open policy waits behind the missing grant', broken('no-grant', 'using-true'), [
    ...MEASURED,
    'Step 2',
    'Action 1'
  ]),
  notOurs('a migration holds the table', holdsTheTable, CHECKED),
  notOurs('a migration takes the table meanwhile', () => {}, [...MEASURED, 'Step 5'], {
    before: { 'Step 1': holdsTheTable }
  }),
  {
    ...notOurs('the membership of the user is gone', broken('membership-gone'), UNTIL_THE_SAME),
    decisions: { 'Step 7': 'row is gone' },
    end: 'escalate'
  }
]

/** @type {readonly RlsScenario[]} */
const lost = [
  lostAt('Check 2', ['Check 1', 'Check 2', 'Check 1'], undefined, OUTAGE),
  lostAt('Step 1', [...MEASURED, 'Check 1'], undefined, OUTAGE),
  {
    name: 'the address of the database is wrong in four ways, and each is told apart from an outage',
    before: {
      'Check 1': [
        mistypes(({ inputs, supabase: { database } }) => ({
          DATABASE_URL: inputs.DATABASE_URL.replace(`/${database.name}`, '/not-there')
        })),
        // As a direct host that speaks IPv6 only, from a network without it: no route leads to such an address from anywhere.
        mistypes(() => ({ DATABASE_URL: 'postgresql://postgres:secret@[ff05::1]:5432/postgres' })),
        // A name that nobody knows. Longer than a name may be, so that no name server is asked.
        mistypes(() => ({ DATABASE_URL: `postgresql://app@${'a'.repeat(70)}.invalid/app` })),
        async ({ supabase: { database } }) => {
          await database.query('alter role no_member connection limit 0')
          return { inputs: { DATABASE_URL: database.url('no_member') } }
        }
      ]
    },
    path: ['Check 1', 'Check 1', 'Check 1', 'Check 1'],
    end: CONNECTIONS,
    invariants: async ({ supabase }) => void (await supabase.database.query('alter role no_member connection limit -1'))
  },
  {
    name: 'the folder is of another incident, and then it is of this one',
    fault: savedBefore,
    decisions: { 'Check 3': ['another incident', 'made for this incident'], 'Step 7': 'Otherwise' },
    before: {
      'Check 3': [() => {}, savedBefore]
    },
    path: [...CHECKED, ...MEASURED, 'Step 4', 'Step 7'],
    end: 'escalate',
    invariants: async (world) => {
      assert.equal(await rulesBefore(world), EARLIER, 'the file that a rollback needs was overwritten')
    }
  },
  lostAt('Step 2', [...MEASURED, 'Step 2'], broken('no-grant')),
  lostAt('Step 3', [...MEASURED, 'Step 3'], broken('policy-dropped')),
  lostAt('Step 4', [...MEASURED, 'Step 4'], broken('setting-unset')),
  lostAt('Step 5', [...MEASURED, 'Step 5'], slowPolicyWithoutIndex),
  lostAt('Action 1', [...MEASURED, 'Step 2', 'Action 1'], broken('no-grant')),
  lostAt('Action 2', [...MEASURED, 'Step 4', 'Step 6', 'Action 2'], broken('setting-unset')),
  lostAt('Action 4', [...MEASURED, 'Step 3', 'Action 4'], ({ supabase }) => ({
    inputs: { AFFECTED_CLAIMS: supabase.claims('a', { sub: undefined }) }
  })),
  lostAt('Action 6', [...MEASURED, 'Step 2', 'Action 6'], broken('no-schema-usage')),
  lostAt('Action 5', [...MEASURED, 'Step 5', 'Action 5'], slowPolicyWithoutIndex)
]

/** @type {readonly RlsScenario[]} */
export const stops = [wrongInputs, ...others, ...lost]
