// A database like that of a Supabase project, without Supabase: its roles, its auth functions, policies by tenant.
import type { Database } from '../postgres/database.js'
import { quote, type Postgres } from '../postgres/server.js'
import type { Scope } from '@keys/drill'
import {
  supabaseFaults,
  supabaseWrongActions,
  type SupabaseFault,
  type SupabaseFaultName,
  type SupabaseWrongAction
} from './faults.js'
import { grantOnDatabaseSql, rolesSql, seedSql } from './schema.js'

/** The decoded payload of an access token. */
export type Claims = { sub?: string; role: 'authenticated' | 'anon'; [claim: string]: unknown }

/** A user of the seed: `a` of tenant 1, `b` of tenant 2. Each tenant has 50 rows in `public.invoices`. */
export type SupabaseUser = 'a' | 'b'

/** A database like that of a Supabase project. */
export type SupabaseDatabase = {
  readonly database: Database
  /** Table and column that the policies are about. */
  readonly table: 'public.invoices'
  readonly tenantColumn: 'tenant_id'
  /** Tenant of each user. */
  readonly tenantOf: Record<SupabaseUser, string>
  /** Address for the owner's login, which may take on the users' roles and has BYPASSRLS. */
  readonly ownerUrl: string
  /**
   * Claims of a user, as an access token has them.
   *
   * @param user Which one.
   * @param changes Claims that are to be otherwise; undefined leaves one out.
   * @returns One line of JSON.
   */
  claims(user: SupabaseUser, changes?: Record<string, unknown>): string
  /** Locks users out in one of the known ways, or does one of the wrong actions. */
  fault(name: SupabaseFaultName | SupabaseWrongAction): Promise<void>
  /** Runs SQL as the owner of the table. */
  asOwner(text: string): Promise<void>
  /**
   * Runs SQL as a user does, through the Data API's way: role, claims and time limit in a transaction that is rolled
   * back.
   *
   * @param claims One line of JSON; its role is taken on.
   * @param text One statement; `returning` tells what a change came to.
   * @returns The rows.
   * @throws The database's error, with its SQLSTATE in `code`.
   */
  queryAs(claims: string, text: string): Promise<Record<string, unknown>[]>
  /**
   * Counts rows as a user does.
   *
   * @param claims One line of JSON; its role is taken on.
   * @param where Condition, such as `tenant_id <> 2`.
   * @returns How many rows that user sees.
   * @throws The database's error, with its SQLSTATE in `code`.
   */
  countAs(claims: string, where?: string): Promise<number>
  /**
   * Sets the time limit of a user's query. It holds for the whole server until the next database is made.
   *
   * @param limit As PostgreSQL spells it, such as `300ms`.
   */
  setUserTimeout(limit: string): Promise<void>
}

const templates = new WeakMap<Postgres, Promise<Database>>()

/**
 * Makes such a database, and brings the server's roles back to what they should be. The seed is made once for a server
 * and then copied, so that a database takes a fraction of a second. Not for two scenarios at the same time on one server:
 * they share roles.
 *
 * @param postgres The server.
 * @param scope Drops the database when closed.
 * @returns Its handle.
 */
export async function supabaseDatabase(postgres: Postgres, scope: Scope): Promise<SupabaseDatabase> {
  await postgres.admin.query(rolesSql)
  let template = templates.get(postgres)
  if (!template) templates.set(postgres, (template = seedTemplate(postgres)))
  const database = await postgres.createDatabase('supabase', { template: await template, scope })
  await database.query(grantOnDatabaseSql(quote(database.name)))
  return handle(database)
}

async function seedTemplate(postgres: Postgres) {
  const template = await postgres.createDatabase('supabase_template')
  await template.query(grantOnDatabaseSql(quote(template.name)))
  await template.query(seedSql)
  return template
}

function handle(database: Database): SupabaseDatabase {
  const all: Record<string, SupabaseFault> = { ...supabaseFaults, ...supabaseWrongActions }
  const asOwner = async (text: string) => void (await database.query(`set role app_owner; ${text}; reset role`))
  const queryAs = (claims: string, text: string) => {
    const { role }: Claims = JSON.parse(claims)
    return database.rolledBack(async (query) => {
      await query("select set_config('request.jwt.claims', $1, true)", [claims])
      // The role's own limit, which a login through the Data API has.
      const limit = await query(
        `select split_part(setting, '=', 2) as value from pg_roles, unnest(rolconfig) as setting
         where rolname = $1 and setting like 'statement_timeout=%'`,
        [role]
      )
      await query("select set_config('statement_timeout', $1, true)", [limit[0]?.['value'] ?? '0'])
      await query(`set local role ${quote(role)}`)
      return query(text)
    })
  }
  const tenantOf = { a: '1', b: '2' }
  return {
    database,
    table: 'public.invoices',
    tenantColumn: 'tenant_id',
    tenantOf,
    ownerUrl: database.url('app_owner'),
    claims(user, changes) {
      const sub = `00000000-0000-4000-8000-00000000000${user}`
      const metadata = { provider: 'email', tenant: Number(tenantOf[user]) }
      const email = `${user}@example.com`
      return JSON.stringify({ sub, role: 'authenticated', email, app_metadata: metadata, ...changes })
    },
    async fault(name) {
      const fault = all[name]
      if (!fault) throw new Error(`There is no fault of this name: ${name}`)
      if (fault.as === 'postgres') await database.query(fault.sql)
      else await asOwner(fault.sql)
    },
    asOwner,
    queryAs,
    async countAs(claims, where = 'true') {
      const [row] = await queryAs(claims, `select count(*) as n from public.invoices where ${where}`)
      return Number(row?.['n'])
    },
    setUserTimeout: async (limit) =>
      void (await database.query(`alter role authenticated set statement_timeout = '${limit.replaceAll("'", "''")}'`))
  }
}
