// @ts-check
// The ways in which users are locked out, each fixed by the action that is meant for it.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import {
  broken,
  newTable,
  NO_TOKEN,
  rulesBefore,
  slowPolicy,
  slowPolicyWithoutIndex,
  slowWithoutIndex,
  tenantsStayApart,
  usersCanWork
} from './world.js'

/** @typedef {import('./world.js').RlsAction} RlsAction */
/** @typedef {import('./world.js').RlsScenario} RlsScenario */
/** @typedef {import('./world.js').RlsWorld} RlsWorld */

const MEASURED = ['Check 1', 'Check 2', 'Check 3', 'Step 1']
const RESTORED = ['Step 4', 'Step 6', 'Action 2']
const HELD = ['Verify 1', 'Verify 2', 'Verify 3']

/**
 * A lockout that ends as resolved. Its last step before the verifications is the action that fixes it.
 * @param {string} name
 * @param {RlsAction} fault
 * @param {readonly string[]} way From Step 1 to the action that fixes.
 * @param {Partial<RlsScenario>} [more]
 * @returns {RlsScenario}
 */
function lockout(name, fault, way, { decisions, ...more } = {}) {
  return {
    name,
    fault,
    path: [...MEASURED, ...way, ...HELD],
    fixedBy: way.at(-1),
    end: 'resolved',
    decisions: { 'Step 6': 'all of it is unwanted', 'Verify 2': 'holds', ...decisions },
    before: { 'Verify 2': usersCanWork },
    invariants: tenantsStayApart,
    ...more
  }
}

/** The app sends these claims until Action 4. @param {(world: RlsWorld) => string} claims @returns {RlsAction} */
const sends = (claims) => (world) => ({ inputs: { AFFECTED_CLAIMS: claims(world) } })

/** @type {Partial<RlsScenario>} */
const newToken = { manualActions: { 'Action 4': sends(({ supabase }) => supabase.claims('a')) } }

/** @type {RlsAction} */
async function writesTheRules(world) {
  const rules = `${await rulesBefore(world)}create policy "tenant rows" on public.invoices to authenticated
  using (tenant_id = (select private.my_tenant())) with check (tenant_id = (select private.my_tenant()));
grant select, insert, update, delete on public.invoices to authenticated;
`
  await writeFile(world.environment.GOOD_POLICIES, rules)
}

/** Longer than Action 2 waits, and shorter than its three tries. @type {RlsAction} */
async function queryHoldsTheLock({ supabase }) {
  const release = await supabase.database.hold('select count(*) from invoices')
  setTimeout(release, 2500).unref()
}

/** @type {RlsAction} */
async function keepsTheRelease({ environment, goodRules }) {
  await writeFile(environment.GOOD_POLICIES, `${goodRules}${AUDIT}`)
}
const AUDIT = 'create policy audit on public.invoices as restrictive for select to authenticated using (amount >= 0);\n'

/** As the dashboard writes it for signed-in users. It stands in the good file, so it is meant. @type {RlsAction} */
async function openOnPurpose({ supabase, environment, goodRules }) {
  const stock = `create policy "Enable insert for authenticated users only" on public.invoices as permissive for insert
  to authenticated with check (true);\n`
  await supabase.asOwner(`${stock}drop policy "tenant select" on invoices`)
  await writeFile(environment.GOOD_POLICIES, `${goodRules}${stock}`)
}

/** Who may read which row is a condition, not a column. @type {RlsAction} */
async function byCondition({ supabase }) {
  await supabase.fault('policy-dropped')
  /** @param {'a' | 'b'} user */
  const rows = (user) => `id in (select i.id from invoices i where i.tenant_id = ${supabase.tenantOf[user]})`
  const none = { TENANT_COLUMN: '', AFFECTED_TENANT: '', OTHER_TENANT: '' }
  return { inputs: { ...none, AFFECTED_ROWS: rows('a'), OTHER_ROWS: rows('b') } }
}

/** @type {readonly RlsScenario[]} */
const byRules = [
  lockout('the SELECT policy is gone', broken('policy-dropped'), ['Step 3', ...RESTORED]),
  lockout('a restrictive policy hides some rows', broken('restrictive-partial'), ['Step 3', ...RESTORED]),
  lockout('the helper of the policy answers null', broken('function-broken'), ['Step 3', ...RESTORED]),
  lockout('the helper may not be executed', broken('function-not-executable'), ['Step 2', ...RESTORED]),
  lockout('a policy reads its own table', broken('recursion'), RESTORED),
  lockout('FORCE makes the helper call itself', broken('stack-depth'), RESTORED),
  lockout('a policy reads a setting that nobody sets', broken('setting-unset'), RESTORED),
  lockout('the policy fits one tenant only', broken('one-tenant-only'), RESTORED),
  lockout('the INSERT policy is gone, and a query holds the lock', broken('insert-policy-dropped'), RESTORED, {
    before: { 'Action 2': queryHoldsTheLock, 'Verify 2': usersCanWork }
  }),
  lockout('a policy lets every user change every row', broken('update-true'), RESTORED),
  lockout('a policy of the dashboard template is open on purpose, and the SELECT policy is gone', openOnPurpose, [
    'Step 3',
    ...RESTORED
  ]),
  lockout('the table has no tenant column, and the SELECT policy is gone', byCondition, ['Step 3', ...RESTORED]),
  lockout('FORCE hides rows from the jobs of the owner', broken('forced'), RESTORED),
  lockout('the policy is slow although there is an index', slowPolicy, ['Step 5', ...RESTORED]),
  lockout('no index, and a policy that it does not help', slowPolicyWithoutIndex, ['Step 5', 'Action 5', ...RESTORED]),
  lockout('neither a grant nor a policy that fits', broken('grant-and-policy'), [
    'Step 2',
    'Action 1',
    'Step 3',
    ...RESTORED
  ]),
  lockout('a reset has dropped the grants of the schema and of the table', broken('no-schema-usage', 'no-grant'), [
    'Step 2',
    'Action 6',
    'Step 2',
    'Action 1'
  ]),
  lockout('a new table has neither grants nor policies', newTable, ['Step 2', 'Step 4', 'Action 3', 'Action 2'], {
    manualActions: { 'Action 3': writesTheRules }
  }),
  lockout(
    'a release dropped one policy and added another',
    async ({ supabase }) => {
      await supabase.fault('policy-dropped')
      await supabase.asOwner(AUDIT)
    },
    ['Step 3', 'Step 4', 'Step 6', 'Action 3', 'Action 2'],
    {
      manualActions: { 'Action 3': keepsTheRelease },
      decisions: { 'Step 6': 'belongs to a release' },
      invariants: async (world) => {
        await tenantsStayApart(world)
        const kept = "select count(*) from pg_policies where policyname = 'audit'"
        assert.equal(await world.supabase.database.count(kept), 1, 'what the release added is gone')
      }
    }
  ),
  {
    ...lockout('the next release brings the lockout back', broken('policy-for-other-role'), ['Step 3', ...RESTORED]),
    before: { 'Verify 2': usersCanWork, 'Verify 3': broken('policy-for-other-role') },
    end: 'escalate'
  }
]

/** @type {readonly RlsScenario[]} */
const byGrantOrSpeed = [
  lockout('users have no right to the table', broken('no-grant'), ['Step 2', 'Action 1']),
  lockout('users may read and not write', broken('no-write-grant', 'no-delete-grant'), ['Step 2', 'Action 1']),
  lockout('the policy is slow and the index is gone', slowWithoutIndex, ['Step 5', 'Action 5'])
]

/** @type {readonly RlsScenario[]} */
const byClaims = [
  lockout(
    'the app sends no token',
    sends(() => NO_TOKEN),
    ['Step 2', 'Action 4'],
    newToken
  ),
  lockout(
    'the app sends no token, and anon may read',
    async ({ supabase }) => {
      await supabase.asOwner('grant select on invoices to anon')
      return { inputs: { AFFECTED_CLAIMS: NO_TOKEN } }
    },
    ['Step 3', 'Action 4'],
    newToken
  ),
  lockout(
    'the token is of another issuer',
    sends(({ supabase }) => supabase.claims('a', { sub: 'auth0|1' })),
    ['Step 3', 'Step 4', 'Step 7', 'Action 4'],
    { ...newToken, decisions: { 'Step 7': 'missing or of another kind' } }
  )
]

/** @type {readonly RlsScenario[]} */
export const lockouts = [...byRules, ...byGrantOrSpeed, ...byClaims]
