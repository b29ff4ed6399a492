// Roles, helpers and a table as a Supabase project has them. Two users of two tenants, and a third tenant's rows.

/** Roles hold for the whole server: these statements bring them back to what they should be, whatever was done. */
export const rolesSql = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'authenticator', 'app_owner', 'plain_owner',
    'no_member', 'no_bypass', 'no_owner'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I', wanted);
    end if;
    execute format('alter role %I reset all', wanted);
  end loop;
end $$;
alter role anon nologin nobypassrls;
alter role authenticated nologin nobypassrls;
alter role service_role nologin bypassrls;
alter role authenticator login noinherit nobypassrls;
alter role app_owner login bypassrls createrole;
-- Owns tables in some faults, and is subject to their policies.
alter role plain_owner nologin nobypassrls;
-- Logins that lack one thing that the runbook needs: membership, BYPASSRLS, ownership.
alter role no_member login;
alter role no_bypass login;
alter role no_owner login bypassrls;
grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, plain_owner to app_owner;
grant anon, authenticated, app_owner to no_bypass;
grant anon, authenticated to no_owner;
alter role authenticated set statement_timeout = '8s';
`

/** What a template cannot pass on to its copies. */
export const grantOnDatabaseSql = (database: string) => `grant create on database ${database} to app_owner`

/** Schemas, the shims of auth.uid() and auth.jwt(), memberships, and a table with grants and policies. */
export const seedSql = `
drop schema public cascade;
create schema public authorization app_owner;
create schema private authorization app_owner;
create schema auth;
grant usage on schema public, auth to anon, authenticated, service_role;
grant usage on schema auth to app_owner;
grant usage on schema public to no_member;

create function auth.uid() returns uuid language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
    (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid
$$;
create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}')
$$;

set role app_owner;

create table public.members (user_id uuid, tenant_id int);
alter table members enable row level security;
create policy own on members for select to authenticated using (user_id = (select auth.uid()));
grant select on members to authenticated;
insert into members values
  ('00000000-0000-4000-8000-00000000000a', 1),
  ('00000000-0000-4000-8000-00000000000b', 2);

create table public.invoices (
  id int generated always as identity primary key,
  tenant_id int,
  amount int,
  note text
);
insert into invoices (tenant_id, amount) select 1 + g % 2, g from generate_series(1, 100) g;
insert into invoices (tenant_id, amount) select 3, g from generate_series(1, 50) g;
create index on invoices (tenant_id);

create function private.my_tenant() returns int language sql stable security definer set search_path = '' as $$
  select tenant_id from public.members where user_id = auth.uid()
$$;
revoke all on function private.my_tenant from public;
grant execute on function private.my_tenant to authenticated;
grant usage on schema private to authenticated;

alter table invoices enable row level security;
create policy "tenant select" on invoices for select to authenticated
  using (tenant_id = (select private.my_tenant()));
create policy "tenant insert" on invoices for insert to authenticated
  with check (tenant_id = (select private.my_tenant()));
create policy "tenant update" on invoices for update to authenticated
  using (tenant_id = (select private.my_tenant())) with check (tenant_id = (select private.my_tenant()));
create policy "tenant delete" on invoices for delete to authenticated
  using (tenant_id = (select private.my_tenant()));
grant select, insert, update, delete on invoices to authenticated;
grant all on invoices to service_role;
reset role;
analyze;
`
