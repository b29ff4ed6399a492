// The ways in which users are locked out of their rows, and the wrong actions that tempt whoever looks for a way back in.

/** One fault, as SQL. */
export type SupabaseFault = {
  /** What went wrong, in a few words. */
  says: string
  sql: string
  /** Who could do this: the owner of the table unless said. */
  as?: 'app_owner' | 'postgres'
}

const plpgsqlHelper = `
create or replace function private.my_tenant() returns int language plpgsql stable security definer
  set search_path = '' as $$ begin return (select tenant_id from public.members where user_id = auth.uid()); end $$;
`
// The planner cannot fold a helper that is not wrapped in a subselect: it runs once for each row.
const manyRows = `
insert into invoices (tenant_id, amount) select 3, g from generate_series(1, 120000) g;
analyze invoices;
`
const dropPolicies = ['select', 'insert', 'update', 'delete']
  .map((command) => `drop policy "tenant ${command}" on invoices;`)
  .join(' ')

/** Lockouts, by name. */
export const supabaseFaults = {
  'policy-dropped': { says: 'the SELECT policy is gone', sql: 'drop policy "tenant select" on invoices' },
  'policy-for-other-role': {
    says: 'the SELECT policy is for another role',
    sql: 'alter policy "tenant select" on invoices to service_role'
  },
  'restrictive-false': {
    says: 'a restrictive policy lets nothing through',
    sql: 'create policy maintenance on invoices as restrictive using (false)'
  },
  'restrictive-partial': {
    says: 'a restrictive policy hides some of the rows',
    sql: 'create policy small_only on invoices as restrictive using (amount < 10)'
  },
  recursion: {
    says: 'a policy reads its own table',
    sql: `create policy peers on invoices for select to authenticated
      using (tenant_id in (select tenant_id from invoices where amount = 0))`
  },
  'stack-depth': {
    says: 'FORCE subjects the owner of a helper to the policy that calls it',
    as: 'postgres',
    sql: `
      set role app_owner;
      create function private.peers() returns boolean language sql stable security definer set search_path = '' as $$
        select exists (select from public.invoices where amount = 2) $$;
      grant execute on function private.peers() to authenticated;
      drop policy "tenant select" on invoices;
      create policy "tenant select" on invoices for select to public
        using (private.peers() and tenant_id = (select private.my_tenant()));
      reset role;
      grant usage, create on schema private to plain_owner;
      grant usage on schema auth, public to plain_owner;
      grant execute on function private.my_tenant to plain_owner;
      alter function private.peers() owner to plain_owner;
      alter table invoices owner to plain_owner;
      alter table invoices force row level security`
  },
  'setting-unset': {
    says: 'a policy reads a setting that nobody sets',
    sql: `alter policy "tenant select" on invoices using (tenant_id = current_setting('app.tenant_id')::int)`
  },
  'function-not-executable': {
    says: 'users may not execute the helper of the policy',
    sql: 'revoke execute on function private.my_tenant from authenticated'
  },
  'function-broken': {
    says: 'the helper of the policy answers null',
    sql: `create or replace function private.my_tenant() returns int language sql stable security definer
      set search_path = '' as $$ select null::int $$`
  },
  'division-by-zero': {
    says: 'a policy fails with an error that no runbook lists',
    sql: 'alter policy "tenant select" on invoices using (tenant_id / 0 = 1)'
  },
  forced: {
    says: 'FORCE subjects the owner’s own jobs to the policies',
    sql: 'alter table invoices force row level security'
  },
  'insert-policy-dropped': { says: 'nobody can insert', sql: 'drop policy "tenant insert" on invoices' },
  'one-tenant-only': {
    says: 'the policy lets one tenant in and no other',
    sql: 'alter policy "tenant select" on invoices using (tenant_id = (select private.my_tenant()) and tenant_id = 1)'
  },
  'no-grant': { says: 'users have no right to the table', sql: 'revoke all on invoices from authenticated' },
  'no-write-grant': {
    says: 'users may read and not write',
    sql: 'revoke insert, update on invoices from authenticated'
  },
  'no-delete-grant': { says: 'users may not delete', sql: 'revoke delete on invoices from authenticated' },
  'no-schema-usage': {
    says: 'users may not use the schema',
    as: 'postgres',
    sql: 'revoke usage on schema public from authenticated'
  },
  'grant-and-policy': {
    says: 'neither a right nor a policy that lets anything through',
    sql: `revoke all on invoices from authenticated; drop policy "tenant select" on invoices;
      create policy nothing on invoices as permissive for select to authenticated using (false)`
  },
  'new-table': {
    says: 'a new table: row level security on, no policy, no grant',
    sql: `revoke all on invoices from authenticated; ${dropPolicies}`
  },
  'policy-reads-claim': {
    says: 'the policy reads a claim of the token',
    sql: `alter policy "tenant select" on invoices
      using (tenant_id = ((select auth.jwt()) -> 'app_metadata' ->> 'tenant')::int)`
  },
  'membership-gone': {
    says: 'the row that makes them a member is gone',
    sql: 'delete from members where tenant_id = 1'
  },
  slow: {
    says: 'the policy runs a function for each row, and the index is gone',
    sql: `${plpgsqlHelper} alter policy "tenant select" on invoices using (tenant_id = private.my_tenant());
      drop index invoices_tenant_id_idx; ${manyRows}`
  },
  'slow-despite-index': {
    says: 'the policy runs a function for each row in a way that no index helps',
    sql: `${plpgsqlHelper} alter policy "tenant select" on invoices
      using (tenant_id = private.my_tenant() + 0 * amount); ${manyRows}`
  },
  'slow-both': {
    says: 'no index, and a policy that it would not help',
    sql: `${plpgsqlHelper} alter policy "tenant select" on invoices
      using (tenant_id = private.my_tenant() + 0 * amount); drop index invoices_tenant_id_idx; ${manyRows}`
  }
} as const satisfies Record<string, SupabaseFault>

/** Tempting ways back in that show rows to others, by name. */
export const supabaseWrongActions = {
  'using-true': {
    says: 'everybody signed in sees every row',
    sql: 'create policy everybody on invoices for select to authenticated using (true)'
  },
  'using-true-public': {
    says: 'everybody sees every row',
    sql: 'create policy everybody on invoices for select using (true)'
  },
  'update-true': {
    says: 'everybody signed in may change every row',
    sql: 'create policy everybody on invoices for update to authenticated using (true)'
  },
  'rls-off': { says: 'row level security is off', sql: 'alter table invoices disable row level security' },
  'granted-to-anon': {
    says: 'people without a token see the rows of a tenant',
    sql: `grant select on invoices to anon;
      create policy visitors on invoices for select to anon using (tenant_id = 1)`
  }
} as const satisfies Record<string, SupabaseFault>

/** Name of a lockout. */
export type SupabaseFaultName = keyof typeof supabaseFaults

/** Name of a wrong action. */
export type SupabaseWrongAction = keyof typeof supabaseWrongActions
