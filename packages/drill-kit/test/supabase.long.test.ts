import { afterAll, beforeAll, expect, test } from 'vitest'
import { createScope } from '@keys/drill'
import {
  startPostgres,
  supabaseDatabase,
  supabaseFaults,
  type Postgres,
  type SupabaseDatabase,
  type SupabaseFaultName,
  type SupabaseWrongAction
} from '../src/index.js'
import { bash, openScope } from './helpers.js'

const shared = createScope()
let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres(shared)
})
afterAll(() => shared.close())

/** What a user gets: a count of rows, or the SQLSTATE. */
async function seenBy(supabase: SupabaseDatabase, claims: string, where?: string) {
  return supabase.countAs(claims, where).catch((error: unknown) => Object(error).code)
}

test('each user sees the rows of their tenant, and nobody without a token sees any', async () => {
  const supabase = await supabaseDatabase(postgres, openScope())
  expect(await supabase.countAs(supabase.claims('a'))).toBe(50)
  expect(await supabase.countAs(supabase.claims('a'), 'tenant_id <> 1')).toBe(0)
  expect(await supabase.countAs(supabase.claims('b'), 'tenant_id = 2')).toBe(50)
  expect(await seenBy(supabase, JSON.stringify({ role: 'anon' }))).toBe('42501')
  expect(await seenBy(supabase, supabase.claims('a', { sub: 'auth0|1' }))).toBe('22P02')
  expect(await seenBy(supabase, supabase.claims('a', { sub: undefined }))).toBe(0)
})

test('each user changes rows of their tenant only, and nothing of it stays', async () => {
  const supabase = await supabaseDatabase(postgres, openScope())
  const change = (user: 'a' | 'b', text: string) => supabase.queryAs(supabase.claims(user), `${text} returning id`)
  expect(await change('a', 'update invoices set amount = 0')).toHaveLength(50)
  expect(await change('b', 'delete from invoices')).toHaveLength(50)
  expect(await change('b', 'insert into invoices (tenant_id, amount) values (2, 7)')).toHaveLength(1)
  await expect(change('b', 'insert into invoices (tenant_id, amount) values (1, 7)')).rejects.toThrow(/row-level/)
  expect(await supabase.database.count('select count(*) from invoices where amount <> 0')).toBe(150)
})

// What user a then sees: rows of their own, or the SQLSTATE.
const lockouts: Record<SupabaseFaultName, number | string> = {
  'policy-dropped': 0,
  'policy-for-other-role': 0,
  'restrictive-false': 0,
  'restrictive-partial': 4,
  recursion: '42P17',
  'stack-depth': '54001',
  'setting-unset': '42704',
  'function-not-executable': '42501',
  'function-broken': 0,
  'division-by-zero': '22012',
  forced: 50,
  'insert-policy-dropped': 50,
  'one-tenant-only': 50,
  'no-grant': '42501',
  'no-write-grant': 50,
  'no-delete-grant': 50,
  'no-schema-usage': '42501',
  'grant-and-policy': '42501',
  'new-table': '42501',
  'policy-reads-claim': 50,
  'membership-gone': 0,
  slow: '57014',
  'slow-despite-index': '57014',
  'slow-both': '57014'
}

test.each(Object.entries(lockouts) as [SupabaseFaultName, number | string][])('%s: %s', async (name, seen) => {
  const supabase = await supabaseDatabase(postgres, openScope())
  await supabase.fault(name)
  if (seen === '57014') await supabase.setUserTimeout('100ms')
  expect(await seenBy(supabase, supabase.claims('a'))).toBe(seen)
})

test('there is no fault without an expectation', () => {
  expect(Object.keys(lockouts).sort()).toEqual(Object.keys(supabaseFaults).sort())
})

const leaks: [SupabaseWrongAction, string, number][] = [
  ['using-true', 'authenticated', 100],
  ['using-true-public', 'authenticated', 100],
  ['rls-off', 'authenticated', 100],
  ['granted-to-anon', 'anon', 50]
]

test.each(leaks)('%s shows rows of others to %s', async (name, role, foreign) => {
  const supabase = await supabaseDatabase(postgres, openScope())
  await supabase.fault(name)
  expect(await supabase.countAs(supabase.claims('b', { role }), 'tenant_id <> 2')).toBe(foreign)
})

test('psql as a user is refused with 42501, and the logins lack what they should', async () => {
  const supabase = await supabaseDatabase(postgres, openScope())
  const psql = (user: string, sql: string) =>
    bash(`psql -XqAt -v ON_ERROR_STOP=1 -v VERBOSITY=verbose "$URL" <<'SQL'\n${sql}\nSQL`, {
      URL: supabase.database.url(user)
    })
  const asAnon = await psql('authenticator', 'set role anon; select count(*) from public.invoices')
  expect([asAnon.code, asAnon.stderr]).toEqual([
    3,
    expect.stringContaining('42501: permission denied for table invoices')
  ])
  expect((await psql('no_member', 'set role authenticated')).stderr).toContain('42501')
  expect((await psql('app_owner', 'select count(*) from invoices')).stdout).toBe('150\n')
  const owner = await psql('app_owner', 'create schema runbook_recon; drop schema runbook_recon')
  expect(owner.code).toBe(0)
})

test('what a scenario does to the roles is undone for the next one', async () => {
  const first = await supabaseDatabase(postgres, openScope())
  await first.setUserTimeout('300ms')
  await postgres.admin.query('alter role authenticated bypassrls; alter role app_owner nobypassrls')
  const second = await supabaseDatabase(postgres, openScope())
  const [row] = await second.database.query(
    `select string_agg(concat(rolname, ' ', rolbypassrls, ' ', rolconfig), '; ' order by rolname) as text
     from pg_roles where rolname in ('authenticated', 'app_owner')`
  )
  expect(row).toEqual({ text: 'app_owner t ; authenticated f {statement_timeout=8s}' })
  await expect(second.fault('policy-dropped')).resolves.toBeUndefined()
})
