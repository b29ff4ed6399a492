// @ts-check
// A database like that of a Supabase project: two users of two tenants, and the rules of a calm day in a file.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findPostgresBinaries, postgresEnvironment } from '@keys/drill'
import { startPostgres, supabaseDatabase } from '@keys/drill-kit'

/** @typedef {import('@keys/drill').Scope} Scope */
/** @typedef {import('@keys/drill-kit').Postgres} Postgres */
/** @typedef {import('@keys/drill-kit').SupabaseUser} SupabaseUser */
/** @typedef {import('@keys/drill-kit').SupabaseFaultName | import('@keys/drill-kit').SupabaseWrongAction} Fault */
/** @typedef {Awaited<ReturnType<typeof startServices>>} Services */
/** @typedef {Awaited<ReturnType<typeof buildWorld>>} RlsWorld */
/** @typedef {import('@keys/drill').WorldAction<RlsWorld>} RlsAction */
/** @typedef {import('@keys/drill').Scenario<RlsWorld>} RlsScenario */

/** @type {readonly SupabaseUser[]} */
const USERS = ['a', 'b']
export const NO_TOKEN = JSON.stringify({ role: 'anon' })

/** One server for all scenarios, which run one after the other: they share its roles. @param {Scope} scope */
export async function startServices(scope) {
  const postgres = await startPostgres(scope)
  // On Debian, psql on the PATH is a script that takes longer to find the program than the program takes.
  const path = `${await findPostgresBinaries()}:${process.env['PATH']}`
  return { postgres, path, goodRules: await saveOnACalmDay(postgres, scope) }
}

/** @param {{ services: Services, scope: Scope }} given */
export async function buildWorld({ services: { postgres, path, goodRules }, scope }) {
  const supabase = await supabaseDatabase(postgres, scope)
  const folder = await scope.folder('evidence')
  const inputs = { ...inputsFor(supabase, folder), GOOD_POLICIES: await scope.file('good.sql', goodRules) }
  return {
    postgres,
    supabase,
    goodRules,
    folder,
    /** The right values, whatever a fault makes of them. */
    inputs,
    environment: { ...inputs, PATH: path }
  }
}

/** @param {import('@keys/drill-kit').SupabaseDatabase} supabase @param {string} folder */
function inputsFor(supabase, folder) {
  return {
    AFFECTED_CLAIMS: supabase.claims('a'),
    AFFECTED_TENANT: supabase.tenantOf.a,
    DATABASE_URL: supabase.ownerUrl,
    EVIDENCE_DIR: join(folder, 'incident'),
    OTHER_CLAIMS: supabase.claims('b'),
    OTHER_TENANT: supabase.tenantOf.b,
    RLS_TABLE: supabase.table,
    TENANT_COLUMN: supabase.tenantColumn
  }
}

/**
 * The good file is what the text says it is: an export that its own Check 3 made.
 * @param {Postgres} postgres
 * @param {Scope} scope
 */
async function saveOnACalmDay(postgres, scope) {
  const inner = scope.child()
  const folder = await inner.folder('calm-day')
  const inputs = inputsFor(await supabaseDatabase(postgres, inner), folder)
  const pack = fileURLToPath(new URL('..', import.meta.url))
  const env = {
    ...process.env,
    ...inputs,
    ...postgresEnvironment(inputs.DATABASE_URL),
    EVIDENCE_DIR: folder,
    RUNBOOK: pack
  }
  await promisify(execFile)('bash', [join(pack, 'scripts/save.sh')], { env })
  const rules = await readFile(join(folder, 'policies-before.sql'), 'utf8')
  await inner.close()
  return rules
}

/** The rules that Check 3 saved in the incident. @param {RlsWorld} world */
export function rulesBefore({ environment }) {
  return readFile(join(environment.EVIDENCE_DIR, 'policies-before.sql'), 'utf8')
}

/** Breaks the rules in the named ways. @param {...Fault} names @returns {RlsAction} */
export function broken(...names) {
  return async ({ supabase }) => {
    for (const name of names) await supabase.fault(name)
  }
}

/** A table with neither grants nor policies, and nobody has saved its rules: Action 3 writes them. @type {RlsAction} */
export async function newTable({ supabase, folder }) {
  await supabase.fault('new-table')
  return { inputs: { GOOD_POLICIES: join(folder, 'not-yet.sql') } }
}

/** The policy runs a function for each row, the index is gone, and users get less time than that. @type {RlsAction} */
export async function slowWithoutIndex({ supabase }) {
  await supabase.fault('slow')
  await supabase.setUserTimeout('200ms')
}

/** The policy itself is slow, whatever index there is: it sleeps, which costs the machine nothing. @type {RlsAction} */
export async function slowPolicy({ supabase }) {
  await supabase.asOwner(`alter policy "tenant select" on invoices
    using (tenant_id = (select private.my_tenant()) and pg_sleep(0.02) is not null)`)
  await supabase.setUserTimeout('200ms')
}

/** The same, and the index is gone too. @type {RlsAction} */
export async function slowPolicyWithoutIndex(world) {
  await world.supabase.asOwner('drop index invoices_tenant_id_idx')
  await slowPolicy(world)
}

/** The server refuses every further connection. @type {RlsAction} */
export async function goesAway({ postgres, supabase }) {
  await postgres.admin.query(`alter database "${supabase.database.name}" with allow_connections false`)
}

/**
 * Rows that a user sees; null where the database refuses.
 * @param {RlsWorld} world
 * @param {string} claims
 * @param {string} where
 */
const seenBy = ({ supabase }, claims, where) => supabase.countAs(claims, where).catch(() => null)

/** Whatever was done: nobody sees rows of another tenant. @param {RlsWorld} world */
export async function tenantsStayApart(world) {
  for (const user of USERS) {
    const foreign = `tenant_id is distinct from ${world.supabase.tenantOf[user]}`
    const seen = await seenBy(world, world.supabase.claims(user), foreign)
    assert.ok(!seen, `user ${user} sees ${seen} rows of other tenants`)
  }
  const seen = await seenBy(world, NO_TOKEN, 'true')
  assert.ok(!seen, `people without a token see ${seen} rows`)
}

/** What Verify 2 asks for: each user reads and changes all rows of the own tenant, and no other. @type {RlsAction} */
export async function usersCanWork(world) {
  const { supabase } = world
  for (const user of USERS) {
    const claims = supabase.claims(user)
    /** @param {string} text */
    const count = async (text) => (await supabase.queryAs(claims, text)).length
    assert.equal(await count('select from invoices'), 50, `rows that user ${user} reads`)
    assert.equal(await count("update invoices set note = 'paid' returning id"), 50, `rows that user ${user} updates`)
    assert.equal(await count('delete from invoices returning id'), 50, `rows that user ${user} deletes`)
    const insert = `insert into invoices (tenant_id, amount) values (${supabase.tenantOf[user]}, 1) returning id`
    assert.equal(await count(insert), 1, `rows that user ${user} inserts`)
  }
  await tenantsStayApart(world)
}
