/** Customers in the database. */
import { IN_STRIPE, type Customer } from '../core/customer.js'
import type { StripeEvent } from '../sync/ports.js'
import type { Db, Tx } from './tables.js'

/**
 * Reads a customer.
 * @param db The database.
 * @param id Which.
 * @returns What is known, or null.
 */
export async function readCustomer(db: Db, id: string): Promise<Customer | null> {
  const row = await db.selectFrom('customers').select(['id', 'answered_at']).where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const windows = await db.selectFrom('windows').selectAll().where('customer', '=', id).orderBy('started_at').execute()
  const grants = await db.selectFrom('grants').selectAll().where('customer', '=', id).orderBy('starts_at').execute()
  return {
    id,
    answeredAt: row.answered_at?.getTime() ?? null,
    windows: windows.map(({ feature, started_at, ended_at }) => ({
      feature,
      from: started_at.getTime(),
      until: ended_at?.getTime() ?? null
    })),
    grants: grants.map(({ id: grant, kind, feature, starts_at, ends_at, revoked_at }) => ({
      id: grant,
      kind,
      feature,
      from: starts_at.getTime(),
      until: ends_at?.getTime() ?? null,
      revokedAt: revoked_at?.getTime() ?? null
    }))
  }
}

/**
 * Makes sure that a customer is known. One of Stripe's who is new has to be looked at: until then nothing is known of them.
 * @param tx A transaction.
 * @param id Which.
 * @param at Now.
 * @param label How people call them.
 */
export async function ensureCustomer(tx: Tx, id: string, at: Date, label: string | null = null): Promise<void> {
  const values = { id, label, created_at: at, wanted: id.startsWith(IN_STRIPE) ? 1 : 0 }
  await tx
    .insertInto('customers')
    .values(values)
    .onConflict((conflict) => (label === null ? conflict.doNothing() : conflict.column('id').doUpdateSet({ label })))
    .execute()
}

/**
 * Keeps an event, and with it that its customer has to be looked at.
 * @param tx A transaction.
 * @param event The event.
 * @param at Now.
 * @returns False when it was known already.
 */
export async function takeEventIn(tx: Tx, event: StripeEvent, at: Date): Promise<boolean> {
  const taken = await tx
    .insertInto('events')
    .values({ id: event.id, type: event.type, created_at: new Date(event.createdAt), received_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  if (taken.length === 0) return false
  await ensureCustomer(tx, event.customer, at)
  await wantIn(tx, event.customer)
  return true
}

/**
 * Keeps that a customer has to be looked at in Stripe.
 * @param db The database, or a transaction.
 * @param customer Which.
 */
export async function wantIn(db: Db | Tx, customer: string): Promise<void> {
  await db
    .updateTable('customers')
    .set((eb) => ({ wanted: eb('wanted', '+', 1) }))
    .where('id', '=', customer)
    .execute()
}
