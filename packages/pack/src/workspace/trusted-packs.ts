/**
 * Which texts of packs somebody has let run on this machine: one file for each content hash, in the folder of the person's state.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stateFolder } from '../config/state-folder.js'
import type { Place } from '../place.js'
import { trustedUsers } from '../write/owners.js'
import { writeAtomically } from '../write/write-atomically.js'
import { isTrusted } from './places.js'

/** What is written down of a text. */
export interface TrustedText {
  /** Its name and version, for people who look into the folder. */
  pack: string
  /** Where it came from. */
  from: string
}

/**
 * Whether the commands of a text were let run before.
 * @param contentHash The text.
 * @param environment Says where state is kept.
 */
export function isTrustedText(contentHash: string, environment: Place['environment']): boolean {
  const file = fileOf(contentHash, environment)
  return existsSync(file) && isTrusted(file, trustedUsers(environment))
}

/**
 * Remembers that the commands of a text may run.
 * @param contentHash The text.
 * @param text What is written down of it.
 * @param environment Says where state is kept.
 * @throws When it cannot be written.
 */
export function trustText(contentHash: string, text: TrustedText, environment: Place['environment']): void {
  const at = new Date().toISOString()
  writeAtomically(fileOf(contentHash, environment), `${JSON.stringify({ ...text, at }, null, 2)}\n`, 0o600)
}

function fileOf(contentHash: string, environment: Place['environment']): string {
  return join(stateFolder(environment), 'trusted-packs', `${contentHash}.json`)
}
