/** The tables of the gate, as kysely sees them. The same in PGlite and in PostgreSQL. */
import type { Generated, JSONColumnType, Kysely, Transaction } from 'kysely'

/** All tables. */
export interface Tables {
  customers: CustomerTable
  windows: WindowTable
  grants: GrantTable
  tokens: TokenTable
  events: EventTable
  settings: SettingTable
  generation: GenerationTable
  changes: ChangeTable
  pack_versions: PackVersionTable
  downloads: DownloadTable
  logins: LoginTable
  audit: AuditTable
}

/** A customer: of Stripe (`cus_...`), or one that only we know (`own_...`). */
export interface CustomerTable {
  id: string
  label: string | null
  /** How often a refresh was asked for, and up to which asking one is done. */
  wanted: Generated<number>
  done: Generated<number>
  /** The start number of the last applied refresh. */
  applied: Generated<number>
  answered_at: Date | null
  created_at: Date
}

/** A stretch of time in which Stripe said that a customer has a feature. */
export interface WindowTable {
  customer: string
  feature: string
  started_at: Date
  ended_at: Date | null
}

/** A feature that we gave. */
export interface GrantTable {
  id: string
  customer: string
  kind: 'sale' | 'support' | 'break-glass'
  feature: string
  starts_at: Date
  ends_at: Date | null
  note: string | null
  created_at: Date
  revoked_at: Date | null
}

/** A token; its secret only as a keyed hash. */
export interface TokenTable {
  id: string
  customer: string
  name: string
  hash: string
  scope: 'read' | 'publish'
  packs: JSONColumnType<string[] | null>
  networks: JSONColumnType<string[] | null>
  manages: boolean
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  replaced_by: string | null
  /** Whether it may be replaced by one that lasts longer: it was made by signing in. */
  renews: Generated<boolean>
}

/** An event of Stripe that was taken in. */
export interface EventTable {
  id: string
  type: string
  created_at: Date
  received_at: Date
}

/** Single values that have to outlive the process. */
export interface SettingTable {
  name: string
  value: string
}

/** Two numbers that only grow: of changes, and of refreshes. One row. */
export interface GenerationTable {
  id: number
  value: number
  starts: number
}

/** What changed, for the memory of other processes. */
export interface ChangeTable {
  value: number
  kind: string
  key: string
  at: Date
}

/** What was read of a published version, once. */
export interface PackVersionTable {
  name: string
  version: string
  /** Hash of the tarball that it was read from. */
  integrity: string
  kind: 'pack' | 'open' | 'closed'
  entitlement: string | null
  title: string | null
  description: string | null
}

/** A tarball that was given to a customer. */
export interface DownloadTable {
  id: string
  at: Date
  customer: string
  token: string
  name: string
  version: string
  why: string
}

/** A sign-in by the browser that is under way. */
export interface LoginTable {
  id: string
  /** Hash of what the waiting client asks with. */
  poll_hash: string
  host: string
  created_at: Date
  expires_at: Date
  customer: string | null
  taken_at: Date | null
  /** The token that signed in, where it is to be replaced. */
  replaces: Generated<string | null>
  /** When what is made has to end: with the token that signed in. */
  ends_by: Generated<Date | null>
}

/** The audit: each line holds the hash of the one before. */
export interface AuditTable {
  seq: number
  at: Date
  actor: string
  action: string
  subject: string
  detail: JSONColumnType<Record<string, string | number | boolean | null>>
  previous: string
  hash: string
}

/** The database. */
export type Db = Kysely<Tables>
/** The database, inside of one transaction. */
export type Tx = Transaction<Tables>
