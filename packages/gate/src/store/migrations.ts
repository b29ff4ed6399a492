/** How the tables came to be. Never change one that was released: add another. */
import { sql, type Kysely } from 'kysely'
import type { Migration, MigrationProvider } from 'kysely/migration'

const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('customers')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('label', 'text')
      .addColumn('wanted', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('done', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('applied', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('answered_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('windows')
      .addColumn('customer', 'text', (column) => column.notNull().references('customers.id'))
      .addColumn('feature', 'text', (column) => column.notNull())
      .addColumn('started_at', 'timestamptz', (column) => column.notNull())
      .addColumn('ended_at', 'timestamptz')
      .addPrimaryKeyConstraint('windows_key', ['customer', 'feature', 'started_at'])
      .execute()
    await sql`create unique index windows_open on windows (customer, feature) where ended_at is null`.execute(db)
    await db.schema
      .createTable('grants')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('customer', 'text', (column) => column.notNull().references('customers.id'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('feature', 'text', (column) => column.notNull())
      .addColumn('starts_at', 'timestamptz', (column) => column.notNull())
      .addColumn('ends_at', 'timestamptz')
      .addColumn('note', 'text')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('revoked_at', 'timestamptz')
      .execute()
    await sql`create index grants_customer on grants (customer)`.execute(db)
    // Once is once, however many processes are asked at the same moment.
    await sql`create unique index grants_break_glass on grants (customer, feature) where kind = 'break-glass'`.execute(
      db
    )
    await db.schema
      .createTable('tokens')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('customer', 'text', (column) => column.notNull().references('customers.id'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('packs', 'jsonb')
      .addColumn('networks', 'jsonb')
      .addColumn('manages', 'boolean', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz')
      .addColumn('revoked_at', 'timestamptz')
      .addColumn('last_used_at', 'timestamptz')
      .addColumn('replaced_by', 'text')
      .execute()
    await sql`create index tokens_customer on tokens (customer)`.execute(db)
    await db.schema
      .createTable('events')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('received_at', 'timestamptz', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('settings')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('generation')
      .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
      .addColumn('value', 'integer', (column) => column.notNull())
      .addColumn('starts', 'integer', (column) => column.notNull())
      .execute()
    await sql`insert into generation (id, value, starts) values (1, 0, 0)`.execute(db)
    await db.schema
      .createTable('changes')
      .addColumn('value', 'integer', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('pack_versions')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('integrity', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('entitlement', 'text')
      .addColumn('title', 'text')
      .addColumn('description', 'text')
      .addPrimaryKeyConstraint('pack_versions_key', ['name', 'version'])
      .execute()
    await db.schema
      .createTable('downloads')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('customer', 'text', (column) => column.notNull())
      .addColumn('token', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('why', 'text', (column) => column.notNull())
      .execute()
    await sql`create index downloads_customer on downloads (customer, at)`.execute(db)
    await db.schema
      .createTable('logins')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('poll_hash', 'text', (column) => column.notNull())
      .addColumn('host', 'text', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
      .addColumn('customer', 'text')
      .addColumn('taken_at', 'timestamptz')
      .execute()
    await db.schema
      .createTable('audit')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'timestamptz', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('detail', 'jsonb', (column) => column.notNull())
      .addColumn('previous', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute()
    // The audit is only added to, also by whoever has a connection and no bad intent.
    await sql`create rule audit_no_update as on update to audit do instead nothing`.execute(db)
    await sql`create rule audit_no_delete as on delete to audit do instead nothing`.execute(db)
  }
}

const renewal: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('tokens')
      .addColumn('renews', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute()
    await db.schema.alterTable('logins').addColumn('replaces', 'text').addColumn('ends_by', 'timestamptz').execute()
  }
}

/** The migrations, in order. */
export const MIGRATIONS: MigrationProvider = {
  getMigrations: () => Promise.resolve({ '0001-first': first, '0002-renewal': renewal })
}
