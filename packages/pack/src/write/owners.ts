/**
 * Whose files are believed: those of the caller and of root, as `safe.directory` of git has it.
 */
import type { Stats } from 'node:fs'
import { statusAt } from '../files/status.js'

/** Ids of users whose files are trusted; null where files have no owners. */
export type TrustedUsers = ReadonlySet<number> | null

/**
 * The users whose files are trusted: the caller, root, and, where root calls by sudo, the user for whom it does.
 * @param environment The environment of the command.
 */
export function trustedUsers(environment: Readonly<Record<string, string | undefined>>): TrustedUsers {
  const own = process.geteuid?.()
  if (own === undefined) return null
  const caller = environment['SUDO_UID'] ?? ''
  return new Set([0, own, ...(own === 0 && /^\d{1,10}$/.test(caller) ? [Number(caller)] : [])])
}

/**
 * The users who may have put something into a folder, or for it into one above: the caller, root, and whoever owns it.
 * @param root Path of the folder.
 */
export function ownersOf(root: string): TrustedUsers {
  const own = process.geteuid?.()
  const owner = ownerOf(root)
  return own === undefined ? null : new Set([0, own, ...(owner === undefined ? [] : [owner])])
}

/** Of what the caller may not look at, no owner is known, and so nobody is trusted for it. */
function ownerOf(path: string): number | undefined {
  try {
    return statusAt(path)?.uid
  } catch {
    return undefined
  }
}

/** Whether what lies somewhere belongs to one of some users. */
export function isOwnedBy({ uid }: Pick<Stats, 'uid'>, users: TrustedUsers): boolean {
  return users === null || users.has(uid)
}
