/** A token as the database has it. */
import type { TokenFacts } from '../core/decide.js'

/** A token as it is stored. */
export interface StoredToken extends TokenFacts {
  customer: string
  hash: string
  createdAt: number
  revokedAt: number | null
  lastUsedAt: number | null
}

interface TokenRow {
  id: string
  customer: string
  name: string
  hash: string
  scope: 'read' | 'publish'
  packs: string[] | null
  networks: string[] | null
  manages: boolean
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  replaced_by: string | null
  renews: boolean
}

/**
 * Reads a row.
 * @param row As the database has it.
 */
export function storedToken(row: TokenRow): StoredToken {
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
