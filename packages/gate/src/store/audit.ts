/** The audit: who did what, when. Each line holds the hash of the one before; nothing is ever changed. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from './tables.js'

/** Small facts of an entry. Never a secret, a token or an address of the network. */
export type AuditDetail = Record<string, string | number | boolean | null>

/** An entry before it stands in the chain. */
export interface AuditFact {
  /** Who: `admin`, `stripe`, `gate`, or the public id of a token. */
  actor: string
  action: string
  subject: string
  detail?: AuditDetail
}

/** An entry. */
export interface AuditEntry extends Required<AuditFact> {
  seq: number
  at: string
  previous: string
  hash: string
}

const NOTHING = '0'.repeat(64)

/**
 * Adds an entry in the transaction of what it tells of: both happen, or neither.
 * @param tx The transaction.
 * @param fact What happened.
 * @param at When.
 */
export async function audit(tx: Tx, fact: AuditFact, at: Date): Promise<void> {
  // One writer at a time; the lock ends with the transaction.
  await sql`select pg_advisory_xact_lock(184467)`.execute(tx)
  const last = await tx.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const entry = {
    seq: (last?.seq ?? 0) + 1,
    at: at.toISOString(),
    actor: fact.actor,
    action: fact.action,
    subject: fact.subject,
    detail: fact.detail ?? {},
    previous: last?.hash ?? NOTHING
  }
  await tx
    .insertInto('audit')
    .values({ ...entry, at, detail: JSON.stringify(entry.detail), hash: hashOf(entry) })
    .execute()
}

/**
 * Reads the audit and checks its chain.
 * @param db The database.
 * @param after Entries after this number only; the chain is checked from there on.
 * @returns The entries, and the number of the first that does not fit, or null.
 */
export async function readAudit(db: Db, after = 0): Promise<{ entries: AuditEntry[]; brokenAt: number | null }> {
  const rows = await db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').execute()
  const entries = rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  const broken = entries.find((entry, index) => {
    const before = index === 0 ? (after === 0 ? NOTHING : entry.previous) : entries[index - 1]?.hash
    const next = index === 0 ? after + 1 : (entries[index - 1]?.seq ?? 0) + 1
    return entry.previous !== before || entry.hash !== hashOf(entry) || entry.seq !== next
  })
  return { entries, brokenAt: broken?.seq ?? null }
}

function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  const { seq, at, actor, action, subject, detail, previous } = entry
  const sorted = Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([seq, at, actor, action, subject, sorted, previous]))
    .digest('hex')
}
