/** A token as the database has it. */
import type { Selectable } from 'kysely'
import type { TokenFacts } from '../core/decide.js'
import type { TokenTable } from './tables.js'

/** A token as it is stored. */
export interface StoredToken extends TokenFacts {
  customer: string
  hash: string
  createdAt: number
  revokedAt: number | null
  lastUsedAt: number | null
}

/**
 * Reads a row.
 * @param row As the database has it.
 */
export function storedToken(row: Selectable<TokenTable>): StoredToken {
  return {
    id: row.id,
    customer: row.customer,
    name: row.name,
    hash: row.hash,
    scope: row.scope,
    packs: row.packs,
    networks: row.networks,
    manages: row.manages,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at?.getTime() ?? null,
    revokedAt: row.revoked_at?.getTime() ?? null,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
    replaced: row.replaced_by !== null,
    renews: row.renews
  }
}
