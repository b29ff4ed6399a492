// @ts-check
// What tempts whoever looks for a way back in, and how the text finds it out.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { broken, newTable, rulesBefore, slowPolicyWithoutIndex, tenantsStayApart } from './world.js'

/** @typedef {import('./world.js').RlsAction} RlsAction */
/** @typedef {import('./world.js').RlsScenario} RlsScenario */

const UNTIL_RESTORED = ['Step 3', 'Step 4', 'Step 6', 'Action 2']
const MEASURED = ['Check 1', 'Check 2', 'Check 3', 'Step 1']

/**
 * A wrong action in place of an action, which the text finds out.
 * @param {string} name
 * @param {RlsAction} fault
 * @param {readonly string[]} way From Step 1 to where it is found out.
 * @param {NonNullable<RlsScenario['wrongAction']>} wrongAction
 * @param {Partial<RlsScenario>} [more]
 * @returns {RlsScenario}
 */
function wrongActionScenario(name, fault, way, wrongAction, more = {}) {
  const decisions = { 'Step 6': 'all of it is unwanted' }
  const path = [...MEASURED, ...way]
  return { name, fault, wrongAction, decisions, path, end: 'escalate', invariants: tenantsStayApart, ...more }
}

const GRANT = 'grant select, insert on public.invoices to authenticated;\n'
const OWN_ROWS = `create policy own on public.invoices for select to authenticated
  using (tenant_id = (select private.my_tenant()));\n`

/** Writes a good file that is not good. @param {string} rules @returns {RlsAction} */
function writes(rules) {
  return async (world) => writeFile(world.environment.GOOD_POLICIES, `${await rulesBefore(world)}${rules}`)
}

const UNTIL_WRITTEN = ['Step 2', 'Step 4', 'Action 3']

/** @type {readonly RlsScenario[]} */
export const wrongActions = [
  wrongActionScenario('row level security is switched off', broken('policy-dropped'), UNTIL_RESTORED, {
    description: 'switches row level security off, so that users can work',
    instead: { 'Action 2': broken('rls-off') }
  }),
  wrongActionScenario('the owner sees every row', broken('policy-dropped'), UNTIL_RESTORED, {
    description: 'looks as the owner of the table, sees all rows, and calls it fixed',
    instead: { 'Action 2': () => {} }
  }),
  wrongActionScenario('anon gets what users lack', broken('no-grant'), ['Step 2', 'Action 1'], {
    description: 'grants the table to anon, so that 42501 goes away',
    instead: { 'Action 1': broken('granted-to-anon') }
  }),
  wrongActionScenario(
    'a reset has closed the schema, and anon alone gets it back',
    async ({ supabase }) => {
      const everybody = 'revoke usage on schema public from public, anon, authenticated, service_role'
      await supabase.database.query(everybody)
    },
    ['Step 2', 'Action 6'],
    {
      description: 'opens the schema to anon, so that the error of the start page goes away',
      instead: {
        'Action 6': async ({ supabase }) => void (await supabase.database.query('grant usage on schema public to anon'))
      }
    },
    {
      invariants: async (world) => {
        await tenantsStayApart(world)
        const opened = "select count(*) from pg_roles where rolname = 'anon' and has_schema_privilege(oid, 'public', 'usage')"
        assert.equal(await world.supabase.database.count(opened), 0, 'the rollback has left the schema open')
      }
    }
  ),
  wrongActionScenario(
    'signed-in users lack the schema alone, and get the wrong right to it',
    broken('no-schema-usage'),
    ['Step 2', 'Action 6'],
    {
      description: 'grants CREATE on the schema, which does not let anybody look into it',
      instead: {
        'Action 6': async ({ supabase }) => {
          await supabase.database.query('grant create on schema public to authenticated')
        }
      }
    },
    {
      invariants: async ({ supabase }) => {
        await supabase.database.query('revoke create on schema public from authenticated')
        const open = `select count(*) from pg_roles where rolname in ('anon', 'service_role')
          and has_schema_privilege(oid, 'public', 'usage')`
        assert.equal(await supabase.database.count(open), 2, 'the rollback took the schema from roles that had it before')
      }
    }
  ),
  wrongActionScenario('every signed-in user reads every row', newTable, [...UNTIL_WRITTEN, 'Action 2'], {
    description: 'writes a policy that asks only whether somebody is signed in',
    instead: {
      'Action 3': writes(`create policy own on public.invoices for select using (auth.uid() is not null);\n${GRANT}`)
    }
  }),
  wrongActionScenario('every signed-in user writes into every tenant', newTable, [...UNTIL_WRITTEN, 'Action 2'], {
    description: 'writes a policy that checks nothing on insert',
    instead: {
      'Action 3': writes(`${OWN_ROWS}create policy add on public.invoices for insert with check (true);\n${GRANT}`)
    }
  }),
  wrongActionScenario('the good file commits before it is measured', newTable, UNTIL_WRITTEN, {
    description: 'ends the file with a COMMIT of its own',
    instead: { 'Action 3': writes(`${OWN_ROWS}${GRANT}commit;\n`) }
  }),
  wrongActionScenario(
    'the app gets the service key',
    ({ supabase }) => ({ inputs: { AFFECTED_CLAIMS: supabase.claims('a', { sub: undefined }) } }),
    ['Step 3', 'Action 4'],
    {
      description: 'gives the app the service key, which sees everything',
      instead: { 'Action 4': () => ({ inputs: { AFFECTED_CLAIMS: JSON.stringify({ role: 'service_role' }) } }) }
    }
  ),
  wrongActionScenario(
    'an open policy makes the query fast',
    slowPolicyWithoutIndex,
    ['Step 5', 'Action 5'],
    {
      description: 'adds USING (true), because that ends within the time limit',
      instead: {
        'Action 5': async ({ supabase }) => {
          await supabase.asOwner('create index runbook_rls_tenant on invoices (tenant_id)')
          await supabase.fault('using-true')
        }
      }
    },
    {
      // The text cannot close what it did not open, so it escalates; what its action may have made is gone.
      invariants: async ({ supabase }) => {
        const left = "select count(*) from pg_indexes where indexname = 'runbook_rls_tenant'"
        assert.equal(await supabase.database.count(left), 0)
      }
    }
  )
]
