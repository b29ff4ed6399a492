/** `keys-gate check`: whether everything that a lock file names would be given, before an install begins. */
import { readFile } from 'node:fs/promises'
import { lockedIn } from '../core/lockfile.js'

/** What was found out. */
export interface CheckResult {
  lines: string[]
  installs: boolean
}

/**
 * Asks the gate.
 * @param file A lock file.
 * @param url Where the gate is.
 * @param scopes Scopes of the gate.
 * @param token A token, if there is one.
 * @returns Lines for a terminal.
 */
export async function check(
  file: string,
  url: string,
  scopes: readonly string[],
  token: string | undefined
): Promise<CheckResult> {
  const packages = lockedIn(await readFile(file, 'utf8'), scopes)
  if (packages.length === 0) return { lines: [`${file} names no package of ${scopes.join(', ')}.`], installs: true }
  const response = await fetch(`${url.replace(/\/$/, '')}/-/gate/check`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` })
    },
    body: JSON.stringify({ packages }),
    signal: AbortSignal.timeout(30_000)
  })
  const answer = (await response.json()) as {
    error?: string
    installs: boolean
    packages: { name: string; version: string; installs: boolean; reason: string; text: string | null }[]
  }
  if (!response.ok) throw new Error(answer.error ?? `The gate answered with ${response.status}.`)
  const lines = answer.packages.map(
    ({ name, version, installs, reason, text }) =>
      `${installs ? 'yes' : 'no '}   ${name}@${version}  ${installs ? reason : (text ?? reason)}`
  )
  return { lines, installs: answer.installs }
}
